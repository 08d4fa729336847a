/** Parts of names that tell a secret wherever they stand in the name. `tokens` alone is a count, as of a language model. */
const telling =
  /passw(?:or[dt])?|passphrase|passcode|kennwort|mot[-_ ]?de[-_ ]?passe|contrase[nñ]a|пароль|密码|密碼|パスワード|secret|token(?!s?[_-]?(?:count|limit|usage|type|s)|s$|s[_-])|nonce|credential|cookie|authorization|(?:api|access|private|signing|encryption|account|storage|master|license|routing|integration|webhook)[-_ ]?key|sharedaccesskey|session[-_ ]?id|connection[-_ ]?string|signature/i;
/** Short ones tell only as a word of their own: `user_pin`, but not `shipping`. */
const shortNames =
  /(?:^|[_.-])(?:pass|pwd|pw|auth|jwt|otp|totp|mfa[_-]?code|pin|cvv|cvc|ssn|sid|sig|bearer|senha|pat|dsn)(?:$|[_.-])/i;
/** `TokenExpiredError: …` is what failed, `token-service: …` who, `secret_name` where: not what is secret. */
const others =
  /(?:error|exception|fault|failure|expired|expires(?:[_-]?(?:in|at|on))?|expir(?:y|ation)|invalid|warning|length|count|total|s?[_-](?:service|svc|api|manager|server|store|worker|lambda|function|exporter|controller|operator|provider|handler|gateway|proxy|rotator|rotation|name|arn|type|version|path|ref|policy|age|ttl|status|state|enabled|required|attempts|errors|failures|requests|rate|latency|duration|seconds|ms|id))$|(?:secret|token|cookie|password|credential)s?(?:service|manager|name|arn|type|version|path|ref|policy|ttl|status|store|provider)$/i;
/** Parts of names under which personal numbers stand. */
const personalNumbers =
  /(?:^|[_. -])(?:ssn|social[-_ ]?security(?:[-_ ]?(?:number|no))?|nino|nif|nie|dni|cpf|cnpj|bsn|pesel|personnummer|cpr|aadhaar|passport(?:[-_ ]?(?:number|no))?|tax[-_ ]?id|steuer[-_ ]?id|national[-_ ]?(?:id|insurance)(?:[-_ ]?(?:number|no))?|driv(?:er|ing)'?s?[-_ ]?licen[cs]e)$/i;

/** Whether a value under this name is likely to be a secret. */
export function isSecretName(name: string): boolean {
  return (
    (telling.test(name) || shortNames.test(name)) &&
    !(others.test(name) && !/session[-_ ]?id$|sid$/i.test(name))
  );
}

/** Whether a value under this name is likely to be the number of a person's document. */
export function isPersonalNumberName(name: string): boolean {
  return personalNumbers.test(name);
}
