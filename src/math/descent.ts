// How a gradient moves a weight: Adam, and gradient descent with momentum, both with decay; and the average of the weights over
// steps. Twin of shaders/kernels/network-update.wgsl.

export const optimisers = ['adam', 'sgd'] as const;
/** Adam: Kingma and Ba 2015, https://arxiv.org/abs/1412.6980; its decay is apart from the gradient, https://arxiv.org/abs/1711.05101. */
export type Optimiser = (typeof optimisers)[number];

export interface DescentSettings {
  readonly optimiser: Optimiser;
  /** Step length, ≥ 0. */
  readonly rate: number;
  /** What is kept of the mean gradient from step to step: β₁ of Adam, momentum of gradient descent. */
  readonly momentum: number;
  /** What a weight loses of itself in a step, times the rate. */
  readonly decay: number;
  /** What the average of the weights keeps of itself from step to step; 0: it is the weights. */
  readonly average: number;
}

/** β₂ and ε of Adam. */
export const SECOND_MOMENTUM = 0.999;
export const EPSILON = 1e-8;

/** The defaults of the literature. */
export const usualDescent: DescentSettings = { optimiser: 'adam', rate: 3e-3, momentum: 0.9, decay: 0, average: 0 };

/** What a step multiplies by, computed once on the host in float64. */
export interface DescentFactors {
  readonly rate: number;
  readonly momentum: number;
  /** What of the gradient enters its mean: 1 − β₁, or 1. */
  readonly fresh: number;
  /** Of Adam's β₂: what enters the mean square. */
  readonly secondFresh: number;
  /** 1/(1 − β₁ᵗ) and 1/(1 − β₂ᵗ): means that began at 0 are too small at first. */
  readonly firstCorrection: number;
  readonly secondCorrection: number;
  readonly decay: number;
  readonly average: number;
}

/** For the step that follows `step` others. */
export function descentFactors(
  { optimiser, rate, momentum, decay, average }: DescentSettings,
  step: number,
): DescentFactors {
  const isAdam = optimiser === 'adam';
  return {
    rate,
    momentum,
    fresh: isAdam ? 1 - momentum : 1,
    secondFresh: 1 - SECOND_MOMENTUM,
    firstCorrection: isAdam ? 1 / (1 - momentum ** (step + 1)) : 1,
    secondCorrection: 1 / (1 - SECOND_MOMENTUM ** (step + 1)),
    decay,
    average,
  };
}

/** What is kept for each weight. */
export interface WeightState {
  weight: number;
  average: number;
  /** Mean of the gradients, and of their squares. */
  first: number;
  second: number;
}

/** One step of one weight, in place. */
export function descend(state: WeightState, gradient: number, optimiser: Optimiser, factors: DescentFactors): void {
  const { rate, momentum, fresh, secondFresh, firstCorrection, secondCorrection, decay, average } = factors;
  state.first = momentum * state.first + fresh * gradient;
  let direction = state.first;
  if (optimiser === 'adam') {
    state.second += secondFresh * (gradient * gradient - state.second);
    direction = (firstCorrection * state.first) / (Math.sqrt(secondCorrection * state.second) + EPSILON);
  }
  state.weight -= rate * (direction + decay * state.weight);
  state.average = state.weight + average * (state.average - state.weight);
}
