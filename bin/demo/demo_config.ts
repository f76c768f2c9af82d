import { STORY_ISSUER } from './people.js';

/** The demo's signing key: made at its first start. */
export const DEMO_KEY_FILE = './data/demo/signing-key.pem';

/**
 * The configuration that is served without `--config`: an embedded store in `./data/demo`, on the loopback
 * address, with accounts whose passwords are printed at start. Not for real data.
 */
export const DEMO_CONFIG = {
  caseActivity: {
    storage: { kind: 'embedded', path: './data/demo' },
    integrity: { origin: 'demo.example', keys: [{ key: { file: DEMO_KEY_FILE } }] },
    security: {
      roles: [
        {
          name: 'analyst',
          kibana: [{ spaces: ['*'], base: [], feature: { securitySolutionCases: ['all'] } }],
        },
        {
          name: 'reader',
          kibana: [{ spaces: ['*'], base: [], feature: { securitySolutionCases: ['read'] } }],
        },
      ],
      users: [
        {
          username: 'ana.garcia',
          fullName: 'Ana García',
          email: 'ana.garcia@example.com',
          roles: ['analyst'],
          passwordHash:
            '$scrypt$ln=14,r=8,p=1$ww5UM0Xlik53WYPQs3s/7A$b3iSs1mHo93lcXbAG9XXis5Efev3ehCgQ2/bnK8cW48',
        },
        {
          username: 'luis.perez',
          fullName: 'Luis Pérez',
          email: 'luis.perez@example.com',
          roles: ['reader'],
          passwordHash:
            '$scrypt$ln=14,r=8,p=1$onLkr5Wv3LqQ+2NIkiDsRg$QfXcBfSKQLgGWAogmIFcGPxkfuaJL4Sa56PrVOnX428',
        },
        {
          username: 'elastic',
          roles: ['superuser'],
          passwordHash:
            '$scrypt$ln=14,r=8,p=1$GKCpNAk60cMzKHVnWFNuCQ$/pk+yln/r/xhlGBNZgxXwUI9XUUmhZvUCkDvUkOrvhg',
        },
      ],
      apiKeys: [
        {
          id: 'mail-gateway',
          name: 'Mail gateway',
          keyHash: '25a43b01c5e2a0f16fb2c3c86a1a88c69994293dc273ec6f2c368db033f4cebc',
          roles: ['analyst'],
          actor: 'system',
          tier: 'unlimited',
        },
      ],
      jwt: [STORY_ISSUER],
    },
    casebender: { avatarUrl: 'https://example.com/users/{username}/avatar.jpg' },
  },
};

/** What the demo's accounts sign in with. */
export const DEMO_PASSWORDS = { ana: 'demo-ana', luis: 'demo-luis', elastic: 'demo-elastic' };

/** The demo's API key: its acts are the system's. */
export const DEMO_API_KEY = 'cbr_live_demo';
