import type { InEach } from './languages.js';

/** What is said of what is looked for. */
export interface FilterLabels {
  readonly search: string;
  readonly filter: string;
  readonly filtersActive: string;
  readonly removeFilter: (name: string) => string;
  readonly only: (name: string) => string;
  readonly types: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<'types' | 'fields' | 'actors' | 'kinds' | 'owners', string>>;
  readonly from: string;
  readonly until: string;
}

export const filterLabels: InEach<FilterLabels> = {
  search: [
    'Search activity',
    'Buscar en la actividad',
    'Rechercher dans l’activité',
    'Pesquisar na atividade',
    'Aktivität durchsuchen',
  ],
  filter: ['Filter', 'Filtrar', 'Filtrer', 'Filtrar', 'Filtern'],
  filtersActive: ['Active filters', 'Filtros activos', 'Filtres actifs', 'Filtros ativos', 'Aktive Filter'],
  removeFilter: [
    (name) => `Remove filter: ${name}`,
    (name) => `Quitar filtro: ${name}`,
    (name) => `Retirer le filtre : ${name}`,
    (name) => `Remover filtro: ${name}`,
    (name) => `Filter entfernen: ${name}`,
  ],
  only: [
    (name) => `Only: ${name}`,
    (name) => `Solo: ${name}`,
    (name) => `Seulement : ${name}`,
    (name) => `Só: ${name}`,
    (name) => `Nur: ${name}`,
  ],
  types: {
    created: ['Created', 'Creación', 'Création', 'Criação', 'Anlage'],
    field: ['Changes', 'Cambios', 'Modifications', 'Alterações', 'Änderungen'],
    items: [
      'Added or removed',
      'Añadidos y retirados',
      'Ajouts et retraits',
      'Adicionados ou removidos',
      'Hinzugefügt oder entfernt',
    ],
    comment: ['Comments', 'Comentarios', 'Commentaires', 'Comentários', 'Kommentare'],
    pushed: [
      'Sent to other systems',
      'Envíos a otros sistemas',
      'Envois vers d’autres systèmes',
      'Envios a outros sistemas',
      'An andere Systeme gesendet',
    ],
    deleted: ['Deleted', 'Eliminación', 'Suppression', 'Exclusão', 'Löschung'],
    statement: ['Statements', 'Declaraciones', 'Déclarations', 'Declarações', 'Feststellungen'],
  },
  groups: {
    types: ['Kind of entry', 'Tipo de entrada', 'Type d’entrée', 'Tipo de entrada', 'Art des Eintrags'],
    fields: ['Field', 'Campo', 'Champ', 'Campo', 'Feld'],
    actors: ['Person', 'Persona', 'Personne', 'Pessoa', 'Person'],
    kinds: ['Kind of record', 'Tipo de registro', 'Type d’objet', 'Tipo de registro', 'Art des Objekts'],
    owners: ['Owner', 'Propietario', 'Propriétaire', 'Proprietário', 'Eigentümer'],
  },
  from: ['From', 'Desde', 'À partir du', 'A partir de', 'Ab'],
  until: ['Before', 'Antes de', 'Avant le', 'Antes de', 'Vor'],
};
