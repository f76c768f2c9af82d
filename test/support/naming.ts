/** A request that names a record, and what it answers when the record was deleted. */
export interface Naming {
  /** Kinds of records that the route serves by id. */
  readonly kinds: readonly string[];
  readonly send: (id: string) => { readonly path: string; readonly body?: object };
  readonly deleted: 404 | 'nothing' | 'kept';
  /** What it answers when the caller may not see the record; absent: as its dialect does. */
  readonly hidden?: 404;
}

/** Routes by method and path. */
export type NamingRoutes = Readonly<
  Record<string, Naming | 'names no record' | 'tells which it has changed'>
>;
