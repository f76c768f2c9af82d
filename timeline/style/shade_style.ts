import { css } from 'lit';

/** The colours of people, by a hue, and how grave things are; each also has a sign or a word. */
export const shadeStyle = css`
  .avatar {
    --shade: light-dark(hsl(var(--hue) 70% 84%), hsl(var(--hue) 60% 72%));
  }
  .level-0 {
    --shade: light-dark(#57606a, #9aa6b4);
  }
  .level-1,
  .level-begun {
    --shade: light-dark(#0b57b0, #79b8ff);
  }
  .level-2,
  .level-going {
    --shade: light-dark(#7a5200, #e3b341);
  }
  .level-3 {
    --shade: light-dark(#b04600, #ffa657);
  }
  .level-4 {
    --shade: light-dark(#b3142b, #ff7b72);
  }
  .level-done {
    --shade: light-dark(#116329, #6fdd8b);
  }
  .level-4 {
    border-color: var(--shade);
    border-width: 2px;
  }
`;
