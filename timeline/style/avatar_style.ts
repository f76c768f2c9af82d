import { css } from 'lit';

/** Who did it: people are round, machines square. */
export const avatarStyle = css`
  .avatar {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    overflow: hidden;
    font-size: 0.75rem;
    font-weight: 650;
    color: light-dark(#1f2328, #10151c);
    background: var(--shade);
    border: 2px solid light-dark(#57606a, #9aa6b4);
  }
  .avatar img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .person {
    border-radius: 50%;
  }
  .machine {
    border-radius: var(--radius);
  }
  .pattern-1 {
    border-style: double;
    border-width: 3px;
  }
  .pattern-2 {
    border-style: dashed;
  }
  .pattern-3 {
    border-style: dotted;
  }
`;
