import type { InEach } from './languages.js';

/** What is said of an entry besides its sentence. */
export interface EntryLabels {
  readonly run: (n: string, actor: string) => string;
  readonly fold: string;
  readonly before: string;
  readonly after: string;
  readonly added: string;
  readonly removed: string;
  readonly nothing: string;
  readonly erased: string;
  readonly erasedActor: string;
  readonly details: string;
  readonly hideDetails: string;
  readonly allLines: (n: string) => string;
  readonly fewerLines: string;
  readonly system: string;
  readonly anonymous: string;
}

export const entryLabels: InEach<EntryLabels> = {
  run: [
    (n, actor) => `${n} changes by ${actor}`,
    (n, actor) => `${n} cambios de ${actor}`,
    (n, actor) => `${n} modifications de ${actor}`,
    (n, actor) => `${n} alterações de ${actor}`,
    (n, actor) => `${n} Änderungen von ${actor}`,
  ],
  fold: ['Fold', 'Agrupar', 'Regrouper', 'Agrupar', 'Zusammenfassen'],
  before: ['Before', 'Antes', 'Avant', 'Antes', 'Vorher'],
  after: ['After', 'Después', 'Après', 'Depois', 'Nachher'],
  added: ['Added', 'Añadido', 'Ajouté', 'Adicionado', 'Hinzugefügt'],
  removed: ['Removed', 'Retirado', 'Retiré', 'Removido', 'Entfernt'],
  nothing: ['empty', 'vacío', 'vide', 'vazio', 'leer'],
  erased: ['erased', 'borrado', 'effacé', 'apagado', 'gelöscht'],
  erasedActor: ['Erased person', 'Persona borrada', 'Personne effacée', 'Pessoa apagada', 'Gelöschte Person'],
  details: [
    'Show details',
    'Mostrar detalles',
    'Afficher les détails',
    'Mostrar detalhes',
    'Einzelheiten zeigen',
  ],
  hideDetails: [
    'Hide details',
    'Ocultar detalles',
    'Masquer les détails',
    'Ocultar detalhes',
    'Einzelheiten verbergen',
  ],
  allLines: [
    (n) => `Show all ${n} lines`,
    (n) => `Mostrar las ${n} líneas`,
    (n) => `Afficher les ${n} lignes`,
    (n) => `Mostrar as ${n} linhas`,
    (n) => `Alle ${n} Zeilen zeigen`,
  ],
  fewerLines: ['Show less', 'Mostrar menos', 'Afficher moins', 'Mostrar menos', 'Weniger zeigen'],
  system: ['System', 'Sistema', 'Système', 'Sistema', 'System'],
  anonymous: ['Anonymous', 'Anónimo', 'Anonyme', 'Anônimo', 'Anonym'],
};
