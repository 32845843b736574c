// The length of a normal vector.

/** Density at r ≥ 0 of |x|, x normal with standard deviation `scale` in each of `dimension` directions. */
export function chiDensity(r: number, dimension: number, scale: number): number {
  // Γ(d/2) by its recursion from Γ(1/2) = √π or Γ(1) = 1.
  let log = dimension % 2 === 1 ? 0.5 * Math.log(Math.PI) : 0;
  for (let k = dimension % 2 === 1 ? 0.5 : 1; k < dimension / 2; k++) log += Math.log(k);
  const u = r / scale;
  const height = (1 - dimension / 2) * Math.LN2 - log - (u * u) / 2 - Math.log(scale);
  return dimension === 1 ? Math.exp(height) : u ** (dimension - 1) * Math.exp(height);
}
