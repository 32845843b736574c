// Question 4: the stability of the Dirac-GAN. MATHS.md section 4.
import type { ParameterValues } from '../experiment/lab';
import {
  bothOutside,
  flowJacobian,
  flowSublinear,
  halvedRoots,
  linearInSlope,
  minusReal,
  missingOne,
  missingPsi,
  realEigenvalues,
  slopeForCurvature,
  stepsSublinear,
  unsquaredRoot,
} from './dirac-slips';
import type { Check, Part, Question } from './statement';

/** Every claim of this lab brings the starts that it needs, so the run itself is small. */
function claim(id: string, values: ParameterValues): Check {
  return {
    lab: 'dirac-gan',
    claim: id,
    values: { twin: 'off', init: 'ring', ...values },
    small: { trajectories: 64 },
  };
}

const flow: ParameterValues = { scheme: 'flow', h: 2 ** -7 };
const linearSteps: ParameterValues = { objective: 'wgan', scheme: 'simultaneous', h: 0.25 };
const logisticSteps: ParameterValues = { scheme: 'simultaneous', h: 0.25 };
const onTheCircle: ParameterValues = { scheme: 'alternating', h: 3.5 };
const noisy: ParameterValues = { variant: 'noise', sigma: 1, scheme: 'simultaneous', h: 0.75 };

const game: Part = {
  id: '4.1',
  title: 'The game and its field',
  steps: [
    {
      text: 'The data sit at 0, the generator puts its point at $\\theta$, and the discriminator is the line $D(x)=\\psi x$. The generator walks down $L=f(\\theta\\psi)+f(0)$ and the discriminator up, which gives a field that is at right angles to the position, with a speed of $f^{\\prime}$ times the distance. So a turn takes as long as the integral of $1/f^{\\prime}$ around the circle says: measured is that time.',
      tex: "v(\\theta,\\psi)=\\begin{pmatrix}-\\partial_\\theta L\\\\\\partial_\\psi L\\end{pmatrix}=\\begin{pmatrix}-\\psi f'(\\theta\\psi)\\\\\\theta f'(\\theta\\psi)\\end{pmatrix}",
      check: claim('G3', flow),
    },
    {
      text: 'At $(0,0)$ neither player gains by moving, as $L$ is constant along both axes. It is the only place of rest if $f^{\\prime}$ is never 0. The least-squares $f$ shows that the condition is needed: its slope vanishes on $\\theta\\psi=1$, and the flow from $(2,-\\frac12)$ comes to rest there.',
      tex: "f'(t)\\ne0\\text{ for all }t\\;\\Rightarrow\\;\\big(v(\\theta,\\psi)=0\\iff(\\theta,\\psi)=(0,0)\\big)",
      check: claim('G1', { objective: 'lsgan', scheme: 'flow', h: 2 ** -7 }),
    },
  ],
};

const continuous: Part = {
  id: '4.2',
  title: 'Continuous time',
  steps: [
    {
      text: 'Product and chain rule give the Jacobian, all of it at $\\theta\\psi$. It says how the velocity turns along an orbit, $\\dot v=v^{\\prime}v$, and so where the orbit goes: around a circle. Measured is $\\theta^2+\\psi^2$ after 4096 small Runge–Kutta steps, relative to the start.',
      tex: "v'(\\theta,\\psi)=\\begin{pmatrix}-f''\\psi^2&-f'-f''\\theta\\psi\\\\f'+f''\\theta\\psi&f''\\theta^2\\end{pmatrix}\\bigg|_{\\theta\\psi}",
      check: claim('G2', flow),
      slips: [flowJacobian],
    },
    {
      text: 'At the equilibrium only the slope $a=f^{\\prime}(0)$ is left, once with each sign. Both eigenvalues are imaginary: the linearised game turns and is not damped. Measured are the eigenvalues of a difference quotient of the field, with the noise of the claim set to 0.',
      tex: "v'(0,0)=\\begin{pmatrix}0&-a\\\\a&0\\end{pmatrix},\\qquad\\lambda=\\pm ia",
      check: claim('G10', { ...noisy, sigma: 0 }),
    },
    {
      text: 'Linear convergence would need eigenvalues with a negative real part, and there are none. Slower convergence is excluded as well, since the two terms of $\\dot R$ cancel on every orbit, near the equilibrium or far from it. The distance after 4096 steps is that of the start.',
      tex: "R=\\tfrac12(\\theta^2+\\psi^2),\\qquad\\dot R=-\\theta\\psi f'(\\theta\\psi)+\\psi\\theta f'(\\theta\\psi)=0",
      check: claim('G2', flow),
      slips: [flowSublinear],
    },
    {
      text: 'The eigenvalues alone could not have told. The non-saturating game has the same ones, yet its two forces differ away from 0, and $r^2$ decays like $8/t$. What decides is the conserved quantity, which that game does not have.',
      tex: "\\lambda=\\pm ia\\;\\text{ and yet }\\;r^2(t)\\approx\\frac{r_0^2}{1+r_0^2t/8}\\qquad\\big(\\dot\\theta=-\\psi f'(-\\theta\\psi)\\big)",
      check: claim('G19', { variant: 'ns', ...flow }),
    },
  ],
};

const simultaneous: Part = {
  id: '4.3',
  title: 'Simultaneous steps',
  steps: [
    {
      text: 'Both players step from the same place, so the Jacobian of a round is the identity plus $h$ times that of the field. For a linear $f$ the round is this very matrix, and its powers are the path. Measured is the logarithm of the growth of $\\theta^2+\\psi^2$ over 512 rounds.',
      tex: "F_h'=I+hv'=\\begin{pmatrix}1-hf''\\psi^2&-hf'-hf''\\theta\\psi\\\\hf'+hf''\\theta\\psi&1+hf''\\theta^2\\end{pmatrix}",
      check: claim('G4', linearSteps),
      slips: [missingOne],
    },
    {
      text: 'With $c=hf^{\\prime}(0)$ the eigenvalues at the equilibrium lie straight above and below 1, outside the unit circle however small the step. A linear $f$ grows by exactly this modulus in each round; the check also compares it with a difference quotient of the round.',
      tex: '(1-\\lambda)^2+c^2=0,\\qquad\\lambda=1\\pm ic,\\qquad|\\lambda|^2=1+c^2>1',
      check: claim('G4', linearSteps),
      slips: [realEigenvalues],
    },
    {
      text: 'The step is at right angles to the position, so by Pythagoras the squares add and the mixed terms cancel. This holds for every $f$ and at every distance, here for the logistic one. The factors are multiplied along the path and compared with what became of the distance.',
      tex: "r_{k+1}^2=(\\theta_k-hf'\\psi_k)^2+(\\psi_k+hf'\\theta_k)^2=\\big(1+h^2f'(\\theta_k\\psi_k)^2\\big)\\,r_k^2",
      check: claim('G4', logisticSteps),
      slips: [missingPsi],
    },
    {
      text: 'Every factor is at least 1, so shrinking steps do not help either: the distance never decreases. With $h_k=1/k$ and 100,000 rounds from $(\\frac12,\\frac12)$ the growth comes to a halt above the start, not at 0.',
      tex: "r_{k+1}^2=\\big(1+h_k^2f'(\\theta_k\\psi_k)^2\\big)\\,r_k^2\\ge r_k^2\\quad\\text{for every }h_1,h_2,\\dots",
      check: claim('G5', logisticSteps),
      slips: [stepsSublinear],
    },
  ],
};

const alternating: Part = {
  id: '4.4',
  title: 'Alternating steps',
  steps: [
    {
      text: 'The generator moves first and the discriminator answers at the new $\\theta$. The product of the two steps has determinant 1, as each alone has at the equilibrium, and the corner loses $c^2$. Trace and determinant give the quadratic; measured is the largest modulus for a difference quotient of the round.',
      tex: "(F_2\\circ F_1)'(0,0)=\\begin{pmatrix}1&-c\\\\c&1-c^2\\end{pmatrix},\\qquad\\lambda^2-(2-c^2)\\lambda+1=0",
      check: claim('G6', onTheCircle),
      slips: [linearInSlope],
    },
    {
      text: 'The roots are half the trace, plus and minus the root of its square less 1. Below $c=2$ that is negative, and the pair lies on the unit circle. Here $c=\\frac74$, and the modulus is 1 still.',
      tex: "\\lambda=1-\\frac{c^2}2\\pm\\sqrt{\\Big(1-\\frac{c^2}2\\Big)^2-1},\\qquad c=hf'(0)",
      check: claim('G6', onTheCircle),
      slips: [unsquaredRoot],
    },
    {
      text: 'On the circle a round of the linear game is a rotation in skewed coordinates, by $2\\arcsin\\frac c2$. So a tilted ellipse takes the place of the circle. Measured are its form after 4096 rounds and the angle of a round.',
      tex: 'f(t)=t:\\quad\\theta^2+\\psi^2-c\\,\\theta\\psi=\\text{const},\\qquad\\lambda=e^{\\pm2i\\arcsin(c/2)}',
      check: claim('G7', { objective: 'wgan', scheme: 'alternating', h: 0.75 }),
    },
    {
      text: 'The pair stays on the circle up to $c=2$, where it meets at $-1$. A search over the step finds where small starts begin to grow, for the logistic $f$ at $h=4$.',
      tex: "|\\lambda|=1\\iff hf'(0)\\le2",
      check: claim('G8', onTheCircle),
    },
    {
      text: 'At $c=2$ itself both eigenvalues are $-1$, but there is one eigenvector only. The modulus is 1, and yet the distance grows, by the same amount in each round. Measured is that amount for the linear game.',
      tex: 'c=2:\\quad\\begin{pmatrix}1&-2\\\\2&-3\\end{pmatrix}=-I+2\\begin{pmatrix}1&-1\\\\1&-1\\end{pmatrix},\\qquad\\begin{pmatrix}1&-1\\\\1&-1\\end{pmatrix}^{\\!2}=0',
      check: claim('G7', { objective: 'wgan', scheme: 'alternating', h: 2 }),
      remarks: [
        {
          line: 'L367',
          text: 'The threshold $hf^{\\prime}(0)\\le2$ is right for the modulus, but at equality the distance grows linearly all the same.',
        },
      ],
    },
    {
      text: 'Beyond, both eigenvalues are real and negative, and their product is still 1. One is outside the circle, so the other is inside: a cloud of starts is stretched along one line and flattened onto it. At $c=\\frac52$ they are $-4$ and $-\\frac14$.',
      tex: 'c>2:\\quad\\lambda_1\\lambda_2=1,\\qquad\\lambda_1<-1<\\lambda_2<0',
      check: claim('G6', { scheme: 'alternating', h: 5 }),
      slips: [bothOutside],
    },
    {
      text: 'Eigenvalues on the circle say nothing about convergence; the higher derivatives of $f$ do. With the exponential $f$ the distance shrinks, so slowly that $1/r^4$ grows by only $h^2/4$ a round. Measured is that slope over 40,000 rounds.',
      tex: "\\Delta r^2\\approx-\\tfrac{h^2}8f'''(0)f'(0)\\,r^6",
      check: claim('G9', { objective: 'exp', scheme: 'alternating', h: 0.125 }),
    },
  ],
};

const instanceNoise: Part = {
  id: '4.5',
  title: 'Instance noise',
  steps: [
    {
      text: 'Noise of variance $\\sigma^2$ is added to the generated points and to the real ones, so the second term no longer is a constant. The discriminator feels the mean of both. Measured is the largest real part of the eigenvalues of the noisy field: it becomes negative.',
      tex: "\\tilde L=\\mathbb E f(\\tilde\\theta\\psi)+\\mathbb E f(-x\\psi),\\qquad\\tilde v=\\mathbb E\\begin{pmatrix}-\\psi f'(\\tilde\\theta\\psi)\\\\\\tilde\\theta f'(\\tilde\\theta\\psi)-xf'(-x\\psi)\\end{pmatrix}",
      check: claim('G10', noisy),
      slips: [minusReal],
      remarks: [{ line: 'L373', text: 'The source writes $f(\\hat\\theta|\\psi)$ for $f(\\tilde\\theta\\psi)$.' }],
    },
    {
      text: 'Both kinds of points contribute $f^{\\prime\\prime}(0)\\sigma^2$ to the corner, since $\\mathbb E\\tilde\\theta^2=\\mathbb Ex^2=\\sigma^2$ at the equilibrium. The other three entries are as without noise. A difference quotient of the field shows the damping.',
      tex: "\\tilde v'_{22}=\\mathbb E\\big[f''(\\tilde\\theta\\psi)\\tilde\\theta^2+x^2f''(-x\\psi)\\big],\\qquad\\tilde v'(0,0)=\\begin{pmatrix}0&-a\\\\a&2f''(0)\\sigma^2\\end{pmatrix}",
      check: claim('G10', noisy),
      slips: [slopeForCurvature],
    },
    {
      text: 'The quadratic has the trace $2f^{\\prime\\prime}(0)\\sigma^2$ and the determinant $a^2$. For the logistic $f$ and $\\sigma=1$ it has a pair with real part $-\\frac14$: the game spirals in. The check also follows small starts through the nonlinear game and fits how fast they shrink.',
      tex: "\\lambda^2-2f''(0)\\sigma^2\\lambda+a^2=0,\\qquad\\lambda=f''(0)\\sigma^2\\pm\\sqrt{f''(0)^2\\sigma^4-f'(0)^2}",
      check: claim('G10', noisy),
      slips: [halvedRoots],
    },
    {
      text: 'From here on we go beyond the source. The sign of the curvature decides: softplus has $f^{\\prime\\prime}(0)=+\\frac14$, and the same noise drives the players away, with the real part $+\\sigma^2/4$.',
      tex: "f''(0)<0\\iff\\operatorname{Re}\\lambda<0",
      check: claim('G14', { objective: 'softplus', variant: 'noise', sigma: 1, scheme: 'simultaneous', h: 0.75 }),
    },
    {
      text: 'A linear $f$ has no curvature, so the noise averages out. One simultaneous step has the spectrum that it has without noise.',
      tex: "f''=0\\;\\Rightarrow\\;\\tilde v=v",
      check: claim('G14', { objective: 'wgan', variant: 'noise', sigma: 1, scheme: 'simultaneous', h: 0.75 }),
    },
    {
      text: 'With $b=-f^{\\prime\\prime}(0)\\sigma^2$ the eigenvalues meet at $b=a$. Less noise leaves a rotation, more makes one of the two dawdle. A scan over the noise finds the smallest spectral radius of a simultaneous step there.',
      tex: "\\sigma^2_{\\mathrm{crit}}=\\frac{|f'(0)|}{|f''(0)|},\\qquad\\rho=|1-ha|",
      check: claim('G13', noisy),
    },
    {
      text: 'Simultaneous steps now converge if they are short enough. The eigenvalue $1+h\\lambda$ has the squared modulus $1-2hb+h^2a^2$ while $b\\le a$. Runs at many steps find the limit by bisection.',
      tex: 'h<h^{\\mathrm{sim}}_{\\mathrm{max}}=\\frac{2b}{a^2}\\quad(b\\le a)',
      check: claim('G11', noisy),
    },
    {
      text: 'Alternating steps have a limit of their own: as the noise vanishes it goes to the threshold $2/a$ of the undamped game, not to 0. At $\\sigma=1$ that allows $h=2.47$ where simultaneous steps end at 2. The same bisection finds it.',
      tex: 'h<h^{\\mathrm{alt}}_{\\mathrm{max}}=\\frac2{b+\\sqrt{a^2+b^2}}',
      check: claim('G12', { variant: 'noise', sigma: 1, scheme: 'alternating', h: 0.75 }),
    },
  ],
};

export const diracGan: Question = {
  id: '4',
  title: 'The Dirac-GAN',
  lead: 'A generator with one point and a discriminator with one slope play against each other on data at 0. Which ways of training lead to the equilibrium, and what does noise on the data change?',
  parts: [game, continuous, simultaneous, alternating, instanceNoise],
};
