/** Asks who this browser is signed in as, and signs out. It writes text only. */
export const mePageScript = `
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const time = (iso) => {
    const made = document.createElement('time');
    made.dateTime = iso;
    made.title = iso;
    made.textContent = new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    return made;
  };
  const say = (text) => { byId('status').textContent = text; };

  async function load() {
    try {
      const answer = await fetch('v1/sign-in/session', { cache: 'no-store' });
      const { you } = await answer.json();
      byId('facts').hidden = !you;
      byId('sign-out').hidden = !you;
      byId('sign-in').hidden = Boolean(you);
      if (!you) return say('You are not signed in on this browser.');
      say('You are ' + you.person.name + '.');
      byId('person').textContent = you.person.id;
      byId('since').replaceChildren(time(you.signedInAt), ' at ' + new URL(you.issuer).host);
      byId('until').replaceChildren(time(you.expiresAt));
      byId('approver').textContent = you.isApprover ? 'yes' : 'no';
    } catch {
      say('Firebreak cannot be reached: reload the page.');
    }
  }

  byId('sign-out').addEventListener('click', async () => {
    try {
      const answer = await fetch('v1/sign-out', { method: 'POST', cache: 'no-store' });
      if (!answer.ok) return say('That did not work: you are still signed in. Try again.');
      await load();
    } catch {
      say('Firebreak cannot be reached: you are still signed in.');
    }
  });
  load();
})();
`;
