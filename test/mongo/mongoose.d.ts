/** What the tests use of mongoose. Its own types are those of a module called `mongoose`, which an alias is not. */
declare module 'mongoose8' {
  interface Document {
    readonly id: string;
    save(): Promise<unknown>;
  }

  interface Connection {
    asPromise(): Promise<this>;
    close(): Promise<void>;
    getClient(): {
      connect(): Promise<unknown>;
      db(name: string, options?: object): { readonly databaseName: string };
    };
    model(
      name: string,
      schema: object,
    ): {
      new (fields: object): Document;
      countDocuments(): Promise<number>;
    };
  }

  const mongoose: {
    /** The driver that mongoose brings. */
    readonly mongo: object;
    readonly Schema: new (fields: object) => object;
    readonly connection: Connection;
    createConnection(uri: string, options?: object): Connection;
  };
  export = mongoose;
}

declare module 'mongoose9' {
  import mongoose from 'mongoose8';
  export = mongoose;
}
