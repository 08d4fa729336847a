import { protectionsOf } from '../../policy/protections-of.ts';
import { deny, type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** What policy protects is left alone, or asks for one person or two. */
export const protectedResources: Guardrail = {
  name: 'protected-resources',
  check({ policy, step: { resource } }) {
    const found = protectionsOf(policy.protected, resource);
    const [strictest] = found;
    if (strictest === undefined) return notApplicable(`${resource} is not protected`);
    const { rule, reason } = strictest;
    switch (rule) {
      case 'never':
        return deny(`${resource} is protected: ${reason}`);
      case 'two-people':
        return needsApproval(`${resource} is protected, two people must agree: ${reason}`, 2);
      case 'ask':
        return needsApproval(`${resource} is protected: ${reason}`);
    }
  },
};
