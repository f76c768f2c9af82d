import type Joi from 'joi';
import type { UserSettings } from '../../access/basic_realm.js';
import { parseScryptHash } from '../../access/scrypt_hash.js';
import type { Sources } from '../rules.js';
import { clearance, optionalText, schemaOf } from '../rules.js';
import { secret } from '../secret.js';
import { locale, picture, roleNames, signInName } from './identity.js';

/** Schema of an element of `security.users`. */
export function userSettingsSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<UserSettings>({
    username: signInName('username').description('Name to sign in with.'),
    fullName: optionalText().description('Name for people.'),
    email: optionalText().description('E-mail address.'),
    roles: roleNames(),
    passwordHash: secret(sources, (text) =>
      parseScryptHash(text) === undefined
        ? 'must be a PHC string $scrypt$ln=..,r=..,p=..$<salt>$<hash> with unpadded base64'
        : undefined,
    )
      .required()
      .description('scrypt digest of the password as a PHC string.'),
    profileUid: optionalText().description('Id of the user profile, for assignees (K3.2).'),
    picture: picture(),
    locale: locale(),
    tlpClearance: clearance('TLP'),
    papClearance: clearance('PAP'),
  });
}
