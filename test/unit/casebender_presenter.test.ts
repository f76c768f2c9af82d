import { expect } from 'chai';
import type { CasebenderLocale } from '../../common/casebender.js';
import { CASEBENDER_LOCALES } from '../../common/casebender.js';
import type { Activity, Change } from '../../server/domain/activity.js';
import { toActivity } from '../../server/http/casebender/answer/activity_presenter.js';
import type { Json } from '../../server/domain/json.js';
import { speaking } from '../support/languages.js';

const at = new Date('2026-01-15T10:00:00.000Z');

function shown(change: Change, locale: CasebenderLocale = 'es') {
  const subject = { space: 'default', kind: 'alert', id: 'a' };
  const activity: Activity = { id: 'u', seq: 2, subject, owner: 'o', at, actor: { kind: 'user' }, change };
  return toActivity(activity, 3, { language: speaking(locale), now: at });
}

const field = (name: string, before: Json, after: Json, key?: string): Change => {
  return { type: 'field', field: name, key, before, after };
};
const items = (name: string, verb: 'added' | 'removed', list: readonly Json[]): Change => {
  return { type: 'items', field: name, verb, items: list };
};
const comment = (verb: 'created' | 'updated' | 'deleted', body: Record<string, Json>): Change => {
  return { type: 'comment', verb, commentId: 'c', comment: body };
};
const pair = (data: string): Json => ({ data_type: 'ip', data });

/** Change, action, field, and the sentence in es, en, fr, pt, de; one sentence stands for all languages. */
const TABLE: [Change, string, string | null, ...string[]][] = [
  [
    { type: 'created', snapshot: {} },
    'created',
    null,
    'Alerta creada',
    'Alert created',
    'Alerte créée',
    'Alerta criado',
    'Alarm erstellt',
  ],
  [
    { type: 'deleted' },
    'deleted',
    null,
    'Alerta eliminada',
    'Alert deleted',
    'Alerte supprimée',
    'Alerta excluído',
    'Alarm gelöscht',
  ],
  [
    field('title', 'a', "b'{new}'"),
    'updated',
    'title',
    "Cambió el título de 'a' a 'b'{new}''",
    "Changed title from 'a' to 'b'{new}''",
    "A changé le titre de 'a' à 'b'{new}''",
    "Alterou o título de 'a' para 'b'{new}''",
    "Titel von 'a' in 'b'{new}'' geändert",
  ],
  [
    field('description', null, 'secret'),
    'updated',
    'description',
    'Cambió la descripción',
    'Changed the description',
    'A modifié la description',
    'Alterou a descrição',
    'Beschreibung geändert',
  ],
  [
    field('severity', 2, 'high'),
    'updated',
    'severity',
    "Cambió la severidad de 'medium' a 'high'",
    "Changed severity from 'medium' to 'high'",
    "A changé la gravité de 'medium' à 'high'",
    "Alterou a severidade de 'medium' para 'high'",
    "Schweregrad von 'medium' auf 'high' geändert",
  ],
  [
    field('assigned_to', null, 'eva'),
    'updated',
    'assigned_to',
    "Asignó la alerta a 'eva'",
    "Assigned the alert to 'eva'",
    "A assigné l’alerte à 'eva'",
    "Atribuiu o alerta a 'eva'",
    "Alarm dem Benutzer 'eva' zugewiesen",
  ],
  [
    items('tags', 'added', ['phishing', 'vip']),
    'added',
    'tags',
    "Añadió las etiquetas 'phishing', 'vip'",
    "Added tags 'phishing', 'vip'",
    "A ajouté les étiquettes 'phishing', 'vip'",
    "Adicionou as etiquetas 'phishing', 'vip'",
    "Tags 'phishing', 'vip' hinzugefügt",
  ],
  [
    items('observables', 'removed', [pair('203.0.113.7')]),
    'removed',
    'observables',
    "Quitó el observable '203.0.113.7'",
    "Removed observable '203.0.113.7'",
    "A retiré l’observable '203.0.113.7'",
    "Removeu o observável '203.0.113.7'",
    "Observable '203.0.113.7' entfernt",
  ],
  [
    { type: 'pushed', externalService: { connector_name: 'Jira', connector_id: 'j' } },
    'pushed',
    null,
    "Envió la alerta al sistema externo 'Jira'",
    "Pushed the alert to external system 'Jira'",
    "A envoyé l’alerte au système externe 'Jira'",
    "Enviou o alerta ao sistema externo 'Jira'",
    "Alarm an externes System 'Jira' übertragen",
  ],
  [
    comment('deleted', { type: 'user', comment: 'gone' }),
    'commentDeleted',
    null,
    'Eliminó un comentario',
    'Deleted a comment',
    'A supprimé un commentaire',
    'Excluiu um comentário',
    'Kommentar gelöscht',
  ],
  [comment('created', { type: 'user', comment: ' <b>{x}</b>\n ' }), 'commentAdded', null, ' <b>{x}</b>\n '],
  [comment('updated', { type: 'actions', comment: 'isolated' }), 'commentUpdated', null, 'isolated'],
  [comment('created', { type: 'externalReference' }), 'commentAdded', null, 'externalReference'],
  [comment('created', {}), 'commentAdded', null, ''],
];

describe('an activity on the wire (C2.2, C4, C5)', () => {
  for (const [change, action, fieldName, ...sentences] of TABLE) {
    it(`says ${JSON.stringify(sentences[0])}`, () => {
      for (const [i, locale] of CASEBENDER_LOCALES.entries()) {
        const item = shown(change, locale);
        const keys = ['id', 'action', 'username', 'userImage', 'body', 'timeAgo', 'fieldName'];
        expect(Object.keys(item)).to.deep.equal(keys);
        const expected = { id: 3 * 2 ** 20 + 2, action, body: sentences[i] ?? sentences[0], fieldName };
        expect(item).to.include(expected);
      }
    });
  }

  const spanish: [Change, string | null, string][] = [
    [field('status', 'open', 'closed'), 'status', "Cambió el estado de 'open' a 'closed'"],
    [field('tlp', 2, 4), 'tlp', "Cambió el TLP de '2' a '4'"],
    [field('pap', 0, 1), 'pap', "Cambió el PAP de '0' a '1'"],
    [field('assigned_to', 'a', 'b'), 'assigned_to', "Reasignó la alerta de 'a' a 'b'"],
    [field('assigned_to', 'a', null), 'assigned_to', "Quitó la asignación a 'a'"],
    [field('type', null, 'x'), 'type', "Estableció el tipo en 'x'"],
    [field('source', 'a', 'b'), 'source', "Cambió la fuente de 'a' a 'b'"],
    [field('source_ref', 'a', null), 'source_ref', "Borró la referencia de la fuente 'a'"],
    [field('external_link', null, 'u'), 'external_link', "Estableció el enlace externo en 'u'"],
    [field('case_id', null, 'c'), 'case_id', "Vinculó la alerta al caso 'c'"],
    [field('case_id', 'c', null), 'case_id', "Desvinculó la alerta del caso 'c'"],
    // Transitions and fields without a sentence of their own, as hosts record them.
    [field('case_id', 'c', 'd'), 'case_id', "Cambió el campo 'case_id' de 'c' a 'd'"],
    [field('title', null, 't'), 'title', "Estableció el campo 'title' en 't'"],
    [field('severity', 4, null), 'severity', "Borró el campo 'severity' (antes 'critical')"],
    [field('custom_fields', 1, true, 'k'), 'custom_fields.k', "Cambió el campo 'k' de '1' a 'true'"],
    [field('custom_fields', null, ['a'], 'k'), 'custom_fields.k', `Estableció el campo 'k' en '["a"]'`],
    [field('labels', 'a', null, 'k'), 'labels.k', "Borró el campo 'labels.k' (antes 'a')"],
    [field('field', null, 'x'), 'field', "Estableció el campo 'field' en 'x'"],
    [
      field('constructor', null, { a: [1] }),
      'constructor',
      `Estableció el campo 'constructor' en '{"a":[1]}'`,
    ],
    [items('tags', 'removed', ['a']), 'tags', "Quitó la etiqueta 'a'"],
    [items('observables', 'added', [pair('a'), pair('b')]), 'observables', "Añadió los observables 'a', 'b'"],
    [items('assignees', 'added', [{ uid: 'u' }]), 'assignees', `Añadió '{"uid":"u"}' al campo 'assignees'`],
    [items('watchers', 'removed', ['a', 'b']), 'watchers', "Quitó 'a', 'b' del campo 'watchers'"],
  ];
  for (const [change, fieldName, body] of spanish) {
    it(`says ${JSON.stringify(body)}`, () => {
      expect(shown(change)).to.include({ body, fieldName });
    });
  }

  it('shortens a value of more than 200 code points to 199 and an ellipsis, but never a comment', () => {
    const sentence = (value: string): string => shown(field('title', value, 'x')).body;
    expect(sentence('😀'.repeat(200))).to.contain(`'${'😀'.repeat(200)}'`);
    expect(sentence('😀'.repeat(201))).to.contain(`'${'😀'.repeat(199)}…'`);
    const long = 'x'.repeat(10_000);
    expect(shown(comment('created', { type: 'user', comment: long })).body).to.equal(long);
  });
});
