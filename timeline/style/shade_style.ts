import { css } from 'lit';

/** Twelve colours of people, and how grave things are; each also has a sign or a word. */
export const shadeStyle = css`
  .colour-0 {
    --shade: light-dark(#bad5f3, #8db6e2);
  }
  .colour-1 {
    --shade: light-dark(#f3d4ba, #e2b58d);
  }
  .colour-2 {
    --shade: light-dark(#baf3cf, #8de2ac);
  }
  .colour-3 {
    --shade: light-dark(#d1baf3, #b08de2);
  }
  .colour-4 {
    --shade: light-dark(#f3bac3, #e28d9b);
  }
  .colour-5 {
    --shade: light-dark(#baeef3, #8ddbe2);
  }
  .colour-6 {
    --shade: light-dark(#f3e7ba, #e2d18d);
  }
  .colour-7 {
    --shade: light-dark(#f3bae9, #e28dd4);
  }
  .colour-8 {
    --shade: light-dark(#d1f3ba, #b0e28d);
  }
  .colour-9 {
    --shade: light-dark(#bac3f3, #8d9be2);
  }
  .colour-10 {
    --shade: light-dark(#f3c5ba, #e29e8d);
  }
  .colour-11 {
    --shade: light-dark(#baf3e4, #8de2cd);
  }
  .level-0 {
    --shade: light-dark(#57606a, #9aa6b4);
  }
  .level-1 {
    --shade: light-dark(#0b57b0, #79b8ff);
  }
  .level-2 {
    --shade: light-dark(#7a5200, #e3b341);
  }
  .level-3 {
    --shade: light-dark(#b04600, #ffa657);
  }
  .level-4 {
    --shade: light-dark(#b3142b, #ff7b72);
  }
  .level-begun {
    --shade: light-dark(#0b57b0, #79b8ff);
  }
  .level-going {
    --shade: light-dark(#7a5200, #e3b341);
  }
  .level-done {
    --shade: light-dark(#116329, #6fdd8b);
  }
  .level-4 {
    border-color: var(--shade);
    border-width: 2px;
  }
`;
