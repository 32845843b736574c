// Question 3: Langevin dynamics, the kernel score and score matching. MATHS.md section 3.
import { kernelScoreParts } from './kernel-score';
import { langevinParts } from './langevin';
import { scoreMatchingParts } from './score-matching';
import type { Question } from './statement';

export const langevinAndScores: Question = {
  id: '3',
  title: 'Langevin dynamics and score matching',
  lead: 'A density is to be sampled by following its score, the gradient of its logarithm. Of the density only data are known: estimate the score from kernels, find what that costs, and learn it instead by score matching.',
  parts: [...langevinParts, ...kernelScoreParts, ...scoreMatchingParts],
};
