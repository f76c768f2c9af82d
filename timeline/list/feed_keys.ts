/** What keys in the feed do (ARIA feed pattern). */
export interface FeedMoves {
  /** To the entry so many rows further. */
  readonly step: (by: 1 | -1) => void;
  readonly leave: (to: 'before' | 'behind') => void;
  readonly open: () => void;
  readonly search: () => void;
  readonly showKeys: () => void;
}

/** Does what the key is for, unless it belongs to a field or a button. */
export function onFeedKey(event: KeyboardEvent, moves: FeedMoves): void {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement && target.type !== 'checkbox') return;
  const move = moveOf(event, target instanceof HTMLElement && target.matches('article'), moves);
  if (move === undefined) return;
  event.preventDefault();
  move();
}

function moveOf(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  isOnEntry: boolean,
  { step, leave, open, search, showKeys }: FeedMoves,
): (() => void) | undefined {
  if (ctrlKey && key === 'End') return () => leave('behind');
  if (ctrlKey && key === 'Home') return () => leave('before');
  if (ctrlKey || metaKey || altKey) return undefined;
  switch (key) {
    case 'PageDown':
      return () => step(1);
    case 'PageUp':
      return () => step(-1);
    case 'Enter':
      return isOnEntry ? open : undefined;
    case '/':
      return search;
    case '?':
      return showKeys;
    default:
      return undefined;
  }
}
