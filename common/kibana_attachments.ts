import type { KibanaAttachment, KibanaStatus } from './kibana.js';

/** A page of the comments of a case (K16, G8). */
export interface KibanaCommentPage {
  /** Of type `user`. */
  readonly comments: readonly KibanaAttachment[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
}

/** An attachment that was asked for by its id and is not answered (K16, G11). */
export interface KibanaMissingAttachment {
  readonly error: string;
  readonly message: string;
  readonly status: number;
  readonly attachmentId: string;
}

/** Attachments that were asked for by their ids (K16, G11). */
export interface KibanaAttachments {
  readonly attachments: readonly KibanaAttachment[];
  readonly errors: readonly KibanaMissingAttachment[];
}

/** An alert that is attached to a case (K19, G7). */
export interface KibanaCaseAlert {
  readonly id: string;
  readonly index: string;
  readonly attached_at: string;
}

/** A case that has an alert attached (K19, G6). */
export interface KibanaAlertCase {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly status: KibanaStatus;
  readonly createdAt: string;
  readonly totals: { readonly alerts: number; readonly userComments: number };
}
