import Joi from 'joi';
import type { KibanaFeature } from '../access/feature_privileges.js';
import type { Owner } from '../access/privileges.js';
import { LEDGER } from '../domain/ledger.js';
import { checked, elements, member, schemaOf, uniqueText } from './rules.js';

/** Kibana's applications, each with its feature. */
const BY_FEATURE: Readonly<Record<KibanaFeature, Omit<Owner, 'feature'>>> = {
  generalCases: { id: 'cases', section: 'Management' },
  observabilityCases: { id: 'observability', section: 'Observability' },
  securitySolutionCases: { id: 'securitySolution', section: 'Security' },
};

const KIBANA_OWNERS: readonly Owner[] = Object.entries(BY_FEATURE).map(([feature, owner]) => ({
  ...owner,
  feature,
}));

const owner = schemaOf<Owner>({
  id: uniqueText('id').custom(checked(ownerFault)).description('What records name as their owner.'),
  feature: Joi.string()
    .required()
    .description('Feature whose privileges guard them, without version suffix (K13.2).'),
  section: Joi.string().default('Management').description('Where the application stands in a menu.'),
});

function ownerFault(id: string): string | undefined {
  return id === LEDGER ? 'is the owner of the ledger' : undefined;
}

/** Schema of `owners`; by default Kibana's three. */
export function ownersSchema(): Joi.ArraySchema {
  return Joi.array().items(owner).min(1).default(KIBANA_OWNERS).meta({ default: 'the three of Kibana' });
}

/** Ids of the configured owners, also while the configuration may still be faulty. */
export function ownerIds(config: unknown): readonly unknown[] {
  const owners = member(config, 'owners');
  return elements(owners ?? KIBANA_OWNERS).map((element) => member(element, 'id'));
}
