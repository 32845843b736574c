// Modified Bessel functions I₀ and I₁ without their growth e^κ, float64. All sums have positive terms or fall fast
// enough, so that the relative error stays near 1e-15.

/** Below, the power series; above, the asymptotic one, whose smallest term is about e^(−2κ). */
const CROSSOVER = 25;

export interface ScaledBessel {
  /** e^(−κ) I₀(κ) */
  readonly zeroth: number;
  /** e^(−κ) I₁(κ) / κ, one half at 0. */
  readonly firstOverArgument: number;
}

/** For κ ≥ 0. */
export function scaledBessel(kappa: number): ScaledBessel {
  return kappa < CROSSOVER ? powerSeries(kappa) : asymptoticSeries(kappa);
}

/** I_ν(κ) = (κ/2)^ν Σ_n (κ²/4)ⁿ / (n! (n+ν)!) */
function powerSeries(kappa: number): ScaledBessel {
  const quarter = (kappa * kappa) / 4;
  let term = Math.exp(-kappa);
  let zeroth = 0;
  let first = 0;
  for (let n = 0; n < 100; n++) {
    zeroth += term;
    first += term / (n + 1);
    if (term < 1e-18 * zeroth) break;
    term *= quarter / (n + 1) ** 2;
  }
  return { zeroth, firstOverArgument: first / 2 };
}

/** e^(−κ) I_ν(κ) = (2πκ)^(−1/2) Σ_n Π_{j≤n} ((2j−1)² − 4ν²) / (8κ j) */
function asymptoticSeries(kappa: number): ScaledBessel {
  const scale = 1 / Math.sqrt(2 * Math.PI * kappa);
  let zerothTerm = 1;
  let firstTerm = 1;
  let zeroth = 0;
  let first = 0;
  for (let n = 1; n < 50; n++) {
    zeroth += zerothTerm;
    first += firstTerm;
    const odd = (2 * n - 1) ** 2;
    zerothTerm *= odd / (8 * kappa * n);
    firstTerm *= (odd - 4) / (8 * kappa * n);
    if (zerothTerm < 1e-18) break;
  }
  return { zeroth: scale * zeroth, firstOverArgument: (scale * first) / kappa };
}
