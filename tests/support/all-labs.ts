// The labs themselves, loaded.
import type { Lab } from '../../src/experiment/lab';
import { labs } from '../../src/labs/registry';

export const allLabs: readonly Lab[] = await Promise.all(labs.map((entry) => entry.load()));
