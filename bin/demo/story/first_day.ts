import type { Act } from './act.js';
import { DESCRIPTIONS } from './descriptions.js';

const DOMAIN = { data_type: 'domain', data: 'facturas-pago.example' };
const LINK = { data_type: 'url', data: 'https://facturas-pago.example/acceso' };
const SENDER = { data_type: 'mail', data: 'cobros@facturas-pago.example' };
const ADDRESS = { data_type: 'ip', data: '203.0.113.77' };

/** What is known of the mails at the end of the day. */
export const OBSERVABLES = [DOMAIN, LINK, SENDER, ADDRESS];

/** A phishing mail becomes an alert, the alert a case, and the case is closed in the evening. */
export const FIRST_DAY: readonly Act[] = [
  [
    47,
    'gateway',
    {
      openAlert: {
        title: 'Correo de phishing dirigido a Finanzas',
        description:
          'Tres buzones recibieron una factura falsa con un enlace a un dominio recién registrado.',
        severity: 'medium',
        source: 'mail-gateway',
        tags: ['phishing'],
        observables: [DOMAIN],
      },
    },
  ],
  [46.95, 'gateway', { alert: { observables: [DOMAIN, LINK, SENDER] } }],
  [46.7, 'ana', { alert: { status: 'in_progress', assigned_to: 'ana.garcia' } }],
  [46.6, 'ana', { alertComment: 'Reviso los tres buzones y pregunto a quién le ha llegado la factura.' }],
  [46.4, 'ana', { alert: { severity: 'high', tags: ['phishing', 'finanzas'] } }],
  [
    46.2,
    'ana',
    {
      openCase: {
        title: 'Fake invoice sent to Finance',
        description: DESCRIPTIONS.first,
        tags: ['phishing'],
        severity: 'medium',
        assignees: [{ uid: 'ana.garcia' }],
      },
    },
  ],
  [46.15, 'ana', { attachAlert: { rule: 'Mail from a domain younger than a week' } }],
  [46, 'ana', { case: { status: 'in-progress' } }],
  [45.9, 'ana', { case: { tags: ['phishing', 'finance'] } }],
  [
    45.6,
    'priya',
    {
      comment:
        'Headers of all three: same relay, SPF passes because the domain is theirs, no DKIM. The reply-to is a free mailbox.',
      as: 'headers',
    },
  ],
  [
    45.5,
    'priya',
    {
      edit: 'headers',
      to: 'Headers of all three: same relay, SPF passes because the domain is theirs, no DKIM. The reply-to is a free mailbox that we have seen twice this year, both times with invoices.',
    },
  ],
  [45.3, 'priya', { case: { severity: 'high', tags: ['phishing', 'finance', 'credential-theft'] } }],
  [45.1, 'tom', { case: { assignees: [{ uid: 'ana.garcia' }, { uid: 'priya.nair' }] } }],
  [
    45,
    'tom',
    {
      comment:
        'Priya takes the mails, Ana talks to Finance, Jun looks at the workstation. Next round at 14:00.',
    },
  ],
  [
    44.6,
    'jun',
    {
      comment: 'FIN-WS-114 opened the link at 09:12. It is isolated; memory and disk image are being taken.',
    },
  ],
  [44.5, 'priya', { alert: { observables: OBSERVABLES } }],
  [44.2, 'tom', { case: { description: DESCRIPTIONS.second } }],
  [
    43.8,
    'ana',
    { alertComment: 'Una persona abrió el enlace; hemos restablecido su contraseña y cerrado sus sesiones.' },
  ],
  [
    43.2,
    'marie',
    {
      comment:
        'Two payment runs are on hold. Every changed account of the last ten days is being confirmed by telephone.',
    },
  ],
  [43, 'marie', { case: { category: 'Payment fraud' } }],
  [42.4, 'tom', { case: { severity: 'critical' } }],
  [42.3, 'tom', { alert: { severity: 'critical', tlp: 2 } }],
  [41.5, 'jun', { comment: 'Printer on floor 3 offline, see ticket 8812.', as: 'printer' }],
  [41.45, 'jun', { remove: 'printer' }],
  [
    40.2,
    'jun',
    {
      comment:
        'Nothing was left behind on FIN-WS-114: no new service, no scheduled task, no persistence in the profile.',
    },
  ],
  [
    39.2,
    'tom',
    { comment: 'Contained: domain blocked, mails pulled back, password reset. Closing for tonight.' },
  ],
  [39.1, 'tom', { case: { status: 'closed' } }],
  [39, 'ana', { alert: { status: 'closed', severity: 'high' } }],
];
