/** Why a file cannot be read, in words for whoever named it. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'cannot be read: there is no such file';
    case 'EISDIR':
      return 'cannot be read: it is a folder';
    case 'EACCES':
      return 'cannot be read: permission denied';
    default:
      return `cannot be read: ${message}`;
  }
}
