import type { Schema } from 'joi';
import type { JsonSchema } from './json_schema.js';
import type { Route } from '../route.js';

/** Turns a Joi schema into a JSON schema. */
export type SchemaConverter = (schema: Schema) => JsonSchema;

/** A parameter of a path, a query or a header. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  /** Instead of the schema, where the value is written as JSON. */
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** One answer: no `content` when there is no body. */
export interface OpenApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

/** One route. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly deprecated?: true;
  readonly security: readonly object[];
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, OpenApiResponse>>;
}

/** Where paths are below: an address relative to that of the document. */
export interface OpenApiServer {
  readonly url: string;
  readonly description: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
}

/** All routes of one path: one operation per method. */
export type OpenApiPath = Readonly<Partial<Record<Route['method'], OpenApiOperation>>> & {
  readonly parameters?: readonly OpenApiParameter[];
  readonly servers?: readonly OpenApiServer[];
};

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly servers: readonly OpenApiServer[];
  readonly paths: Readonly<Record<string, OpenApiPath>>;
  readonly [key: string]: unknown;
}
