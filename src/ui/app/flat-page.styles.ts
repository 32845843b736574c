// A lab without a picture in the plane: its figures are what the page is about, and take the room.
import { css } from 'lit';

export const flatPageStyles = css`
  .lab.flat {
    grid-template-columns: 264px minmax(0, 1fr);
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(316px, 100%), 1fr));
    gap: var(--s5);
    align-items: start;
    min-width: 0;
  }
  .figures > .divergence,
  .figures > run-scrubber {
    grid-column: 1 / -1;
  }
  @media (max-width: 1180px) {
    .lab.flat {
      grid-template: auto auto auto 1fr / 248px minmax(0, 1fr);
    }
  }
  @media (max-width: 899px) {
    .figures {
      order: 2;
    }
    .flat .intro {
      order: 0;
    }
  }
`;
