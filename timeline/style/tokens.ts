import { css } from 'lit';

/** Colours and sizes, each of which a host may set; text has 4.5:1, edges and focus 3:1, in both themes. */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --font: var(--case-activity-font, system-ui, sans-serif);
    --size: var(--case-activity-size, 0.875rem);
    --color: var(--case-activity-color, light-dark(#1f2328, #e6edf3));
    --muted: var(--case-activity-muted, light-dark(#57606a, #9aa6b4));
    --background: var(--case-activity-background, light-dark(#ffffff, #10151c));
    --surface: var(--case-activity-surface, light-dark(#f4f6f8, #1a212b));
    --border: var(--case-activity-border, light-dark(#818b98, #66717f));
    --accent: var(--case-activity-accent, light-dark(#0b57b0, #79b8ff));
    --added: var(--case-activity-added, light-dark(#116329, #6fdd8b));
    --removed: var(--case-activity-removed, light-dark(#a40e26, #ffa198));
    --radius: var(--case-activity-radius, 6px);
    --gap: var(--case-activity-gap, 0.5rem);
    --focus: var(--case-activity-focus, light-dark(#0b57b0, #79b8ff));
    --hair: color-mix(in srgb, var(--border) 28%, transparent);
    display: block;
    position: relative;
    block-size: min(48rem, 100dvh);
    color: var(--color);
    background: var(--background);
    font: var(--size) / 1.45 var(--font);
    container: timeline / size;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  button,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    min-block-size: 24px;
    min-inline-size: 24px;
    cursor: pointer;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--radius);
    padding: 0;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .quiet,
  .count {
    color: var(--muted);
  }
  .control {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    min-block-size: 30px;
    padding: 0.1rem 0.6rem;
    border-color: var(--border);
    background: var(--background);
    white-space: nowrap;
  }
  .control:hover,
  .tag:hover,
  .type:hover {
    background: var(--surface);
  }
  .control:disabled {
    cursor: progress;
    color: var(--muted);
  }
  .link {
    color: var(--accent);
    padding-inline: 0.15rem;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .icon {
    flex: none;
    vertical-align: -3px;
  }
  @media (forced-colors: active) {
    .badge,
    .avatar,
    .tag,
    .new {
      border: 1px solid CanvasText !important;
    }
    .bar .fill {
      fill: CanvasText;
    }
    .bar.current .reach {
      stroke: Highlight;
    }
    .bar.chosen .fill {
      fill: Highlight;
    }
  }
`;
