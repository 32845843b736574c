// The four questions in their order.
import { diracGan } from './dirac-gan';
import { langevinAndScores } from './langevin-and-scores';
import type { Question } from './statement';
import { variationalDiffusion } from './variational-diffusion';
import { variationalInference } from './variational-inference';

export const questions: readonly Question[] = [variationalInference, variationalDiffusion, langevinAndScores, diracGan];
