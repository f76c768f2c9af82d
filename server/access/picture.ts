import { isHttpUrl } from './http_url.js';

const MAX_PICTURE_LENGTH = 2048;

/** The picture of somebody, if it is an absolute http(s) URL that is not too long to be kept (C8). */
export function usablePicture(picture: string | undefined): string | undefined {
  if (picture === undefined || picture.length > MAX_PICTURE_LENGTH || !picture.isWellFormed())
    return undefined;
  return isHttpUrl(picture) ? picture : undefined;
}
