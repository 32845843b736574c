// The bar at the top: the name, the row of labs, the device (at the foot where there is no room), and the buttons for everything.
import { css } from 'lit';

export const headerStyles = css`
  playground-app > header {
    display: flex;
    align-items: center;
    gap: var(--s5);
    min-height: 48px;
    padding: 0 var(--s5);
    border-bottom: 1px solid var(--hairline);
  }
  .brand {
    font-size: 15px;
    font-weight: 650;
    letter-spacing: -0.01em;
    color: inherit;
    text-decoration: none;
  }
  playground-app > header nav {
    display: flex;
    align-self: stretch;
    gap: var(--s4);
    overflow-x: auto;
    scrollbar-width: none;
  }
  playground-app > header nav a {
    display: flex;
    align-items: center;
    padding-top: 2px;
    color: var(--muted);
    white-space: nowrap;
    text-decoration: none;
    border-bottom: 2px solid transparent;
  }
  playground-app > header nav a:hover,
  playground-app > header nav a[aria-current='page'] {
    color: var(--ink);
  }
  playground-app > header nav a[aria-current='page'] {
    border-color: var(--accent);
  }
  .badge {
    margin: 0 0 0 auto;
    color: var(--muted);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .here {
    display: none;
    margin: 0;
    padding: 0 var(--s4) var(--s5);
    color: var(--muted);
  }
  .icons {
    display: flex;
    gap: var(--s2);
  }
  .icons svg {
    width: 14px;
    height: 14px;
    fill: none;
    stroke: currentcolor;
  }
  /* Beside six labs a long name of a device would be cut: it stands at the foot of the page then. */
  @media (max-width: 1180px) {
    .icons {
      margin-left: auto;
    }
    header .badge {
      display: none;
    }
    .here {
      display: block;
    }
  }
  @media (max-width: 899px) {
    playground-app > header {
      gap: var(--s3);
      padding: 0 var(--s4);
    }
  }
  /* Six labs beside the name and the buttons would be a slit. */
  @media (max-width: 679px) {
    playground-app > header {
      flex-wrap: wrap;
      row-gap: 0;
      padding-top: var(--s1);
    }
    playground-app > header nav {
      order: 1;
      flex-basis: 100%;
      min-height: 40px;
    }
  }
  @media print {
    .icons {
      display: none;
    }
  }
`;
