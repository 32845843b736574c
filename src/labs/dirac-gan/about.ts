// The text below the Dirac-GAN lab.
import type { Passage } from '../../experiment/lab';

export const about: readonly Passage[] = [
  { heading: 'What is running' },
  {
    text: 'The data are a single point at 0, the generator a single point at θ, the discriminator a line of slope ψ. It is the smallest game in which training a GAN can fail, and everything about it is known.',
  },
  {
    tex: "L(\\theta,\\psi)=f(\\theta\\psi)+f(0),\\qquad v=\\begin{pmatrix}-\\psi f'(\\theta\\psi)\\\\\\theta f'(\\theta\\psi)\\end{pmatrix}",
  },
  {
    text: 'The generator goes down L, the discriminator up. In continuous time θ² + ψ² is conserved: every trajectory is a circle around the equilibrium, drawn through the start. Nothing converges, whatever the step-size sequence.',
  },
  { heading: 'Simultaneous against alternating' },
  {
    text: 'Near the equilibrium one round of training multiplies a small deviation by a matrix; its eigenvalues are the rings of the spectrum. With c = h f′(0):',
  },
  {
    tex: '\\text{simultaneous: }\\lambda=1\\pm ic,\\;|\\lambda|^2=1+c^2>1',
  },
  {
    tex: '\\text{alternating: }\\lambda=1-\\tfrac{c^2}{2}\\pm\\sqrt{\\left(1-\\tfrac{c^2}2\\right)^2-1}',
  },
  {
    text: 'Alternating means: the generator first, then the discriminator at the new θ. Up to c = 2 its eigenvalues lie on the unit circle; beyond, one is outside and the other inside, with product 1. The dots are measured, by taking one round with the code that moves the trajectories, from points a little off the equilibrium.',
  },
  { heading: 'Damping' },
  {
    text: 'Noise on the data, seen through a concave f, pulls the discriminator back. So do R1 and R2 penalties. With b = −f″(0)σ² or γ/2 and a = f′(0):',
  },
  {
    tex: '\\lambda=-b\\pm\\sqrt{b^2-a^2},\\qquad h^{\\text{sim}}_{\\text{max}}=\\frac{2b}{a^2}\\;(b\\le a),\\qquad h^{\\text{alt}}_{\\text{max}}=\\frac{2}{b+\\sqrt{a^2+b^2}}',
  },
  {
    text: 'Where f″(0) = 0 noise does nothing, where f″(0) > 0 it harms. WGAN-GP asks for a slope of one where zero is right, and ends on a cycle.',
  },
  { heading: 'The stability map' },
  {
    text: 'Every pixel is a run of its own from a start of size 10⁻¹², stopped when it has left [10⁻³⁰, 10⁻³] or after 2,000 rounds. Colour is the rate at which it grew or shrank; the line is the boundary of theory. An axis f′(0) scales f. Click a pixel to load its setting.',
  },
  { heading: 'Symbols in the claims' },
  {
    text: 'v is the field that both players follow, v′(0) its Jacobian at the equilibrium, λ an eigenvalue of that or of one round, |λ| its modulus. a = f′(0), c = h a, and b is half the damping of the discriminator. nɢ and nᴅ are the steps of the two players in a round, hɢ and hᴅ the sizes of them; k counts steps, t is the time of the flow, T that of one turn, φ the angle and r the radius of it. g₀ is the slope that WGAN-GP asks for, and ω = √(a² − γ²/4) how fast its cycle turns.',
  },
  { heading: 'How the numbers are judged' },
  {
    text: 'Nothing here is random unless the noise is drawn, so tolerances are those of arithmetic and of the fits; on the scale of deviations the tolerance is the band between the marks. Each row says on what it was measured: near the equilibrium is not far out, where the run may be. Trajectories that have left the range of float32 are counted by their bits and never averaged.',
  },
];
