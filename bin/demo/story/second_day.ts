import type { Act } from './act.js';
import { DESCRIPTIONS } from './descriptions.js';
import { OBSERVABLES } from './first_day.js';

const SECOND_DOMAIN = { data_type: 'domain', data: 'facturas-pagos.example' };
const TAGS = ['phishing', 'finance', 'credential-theft'];
const ALL = [{ uid: 'ana.garcia' }, { uid: 'priya.nair' }, { uid: 'jun.sato' }];

/** A second wave: the case is opened again, and what it says is put right. */
export const SECOND_DAY: readonly Act[] = [
  [
    22,
    'gateway',
    {
      alert: {
        observables: [...OBSERVABLES, SECOND_DOMAIN],
        tags: ['phishing', 'finanzas', 'segunda-oleada'],
      },
    },
  ],
  [
    21.95,
    'gateway',
    {
      comment: '11 more mails with the same template, from facturas-pagos.example. All held before delivery.',
    },
  ],
  [21.8, 'ana', { alert: { status: 'open' } }],
  [
    21.7,
    'ana',
    {
      comment:
        'Second wave, this time with our own order numbers in it. They must have them from the mailbox. Opening again.',
    },
  ],
  [21.65, 'ana', { case: { status: 'open' } }],
  [21.5, 'tom', { case: { status: 'in-progress', assignees: ALL } }],
  [21.4, 'ana', { alert: { status: 'in_progress', assigned_to: 'priya.nair' } }],
  // Small changes within ten minutes.
  [21.2, 'priya', { case: { tags: [...TAGS, 'second-wave'] } }],
  [21.18, 'priya', { case: { title: 'Fake invoices sent to Finance and Purchasing' } }],
  [21.16, 'priya', { case: { tags: [...TAGS, 'second-wave', 'lookalike-domain'] } }],
  [21.13, 'priya', { case: { tags: ['phishing', 'credential-theft', 'second-wave', 'lookalike-domain'] } }],
  [21.1, 'priya', { case: { category: 'Supplier impersonation' } }],
  [
    20.4,
    'jun',
    {
      comment: 'The mailbox was searched for "invoice" and "order"; one spreadsheet was downloaded.',
      as: 'mailbox',
    },
  ],
  [
    20.2,
    'jun',
    {
      edit: 'mailbox',
      to: 'The mailbox was searched for "invoice" and "order"; one spreadsheet was downloaded: open_invoices_q1.xlsx, 212 rows, with order numbers but without bank details.',
    },
  ],
  [
    19.5,
    'marie',
    { comment: 'One payment did go out on the first day: 18,400 EUR. The bank has been told to recall it.' },
  ],
  [
    19.3,
    'priya',
    {
      alertComment:
        'El segundo dominio se registró el mismo día y con los mismos datos; ambos están bloqueados.',
    },
  ],
  [18.5, 'tom', { case: { description: DESCRIPTIONS.third } }],
  [17.6, 'priya', { alert: { custom_fields: { mailboxes: 14, campaign: 'facturas-pago' } } }],
  [16.8, 'marie', { comment: 'The bank has stopped the payment. The money should be back in three days.' }],
  [16.7, 'tom', { case: { severity: 'high' } }],
  [3.2, 'jun', { comment: 'FIN-WS-114 has been set up anew and is back with its owner.' }],
  [3.1, 'jun', { case: { assignees: [{ uid: 'ana.garcia' }, { uid: 'priya.nair' }] } }],
  [1.4, 'priya', { alert: { assigned_to: 'ana.garcia', pap: 1 } }],
  [0.5, 'ana', { comment: 'The supplier knows. They have two other customers who received the same mail.' }],
  [
    0.2,
    'ana',
    { case: { tags: ['phishing', 'credential-theft', 'second-wave', 'lookalike-domain', 'supplier'] } },
  ],
];
