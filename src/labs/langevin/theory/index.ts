// The theory of the Langevin lab in float64: what every claim of MATHS 3.7 predicts at the current settings. Pure functions
// of settings and targets; nothing here touches a device. Symmetric matrices are [xx, xy, yy].
//
//   L1, L2, L4  gaussian-law     exact mean, covariance and lag correlations of the chain, transient and stationary
//   L3, L6      stability        multipliers 1 − γ|λ| at the modes, limits, the sentence beyond them
//   L5          ascent           the ascent inequality, noise-free paths and where they end
//   L7, L8      mixture-line     basin boundary and share, true masses, relaxation of the masses
//   L9          mala-acceptance  stationary acceptance on a Gaussian in one and two dimensions
//   L10         annealing        levels, steps and their limits
//   views       grid-law         exact cell probabilities and marginals, also tempered
//               grid-divergence  KL of a histogram from them and its noise floor
//   all         step             one step on plain numbers, start: the law of the start
export * from './annealing';
export * from './ascent';
export * from './gaussian-law';
export * from './grid-divergence';
export * from './grid-law';
export * from './mala-acceptance';
export * from './mixture-line';
export * from './stability';
export * from './start';
export * from './step';
