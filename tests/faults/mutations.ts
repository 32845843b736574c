// The guards against silent faults, each with what it is without, and the test that must notice. A guard whose absence no test
// notices is no guard. Paths are those of the repository; `find` stands there exactly once.

export interface Mutation {
  readonly guard: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly project: 'reference' | 'gpu';
  readonly test: string;
}

const health = 'src/compute/device-health.ts';
const backendTest = 'tests/compute/webgpu-backend.gpu.test.ts';
const controllerTest = 'tests/ui/controllers/run-controller.test.ts';
const checkpointTest = 'tests/experiment/checkpoint.test.ts';
const supplyTest = 'tests/ui/controllers/backend-supply.test.ts';
const gpu = (guard: string, file: string, find: string, replace: string, test: string): Mutation => ({
  guard,
  file,
  find,
  replace,
  project: 'gpu',
  test,
});
const reference = (guard: string, file: string, find: string, replace: string, test: string): Mutation => ({
  ...gpu(guard, file, find, replace, test),
  project: 'reference',
});

export const mutations: readonly Mutation[] = [
  gpu(
    'launches are counted at every readback',
    'src/compute/launch-count.ts',
    'if (counted === expected || epoch !== this.#epoch) return;',
    'if (epoch >= 0) return;',
    'tests/labs/registry.gpu.test.ts',
  ),
  reference(
    'particle-steps are counted by the kernel',
    'src/dynamics/progress.ts',
    'if (done !== expected)',
    'if (done === undefined)',
    'tests/dynamics/stepper.test.ts',
  ),
  reference(
    'Langevin: every chain is counted once',
    'src/dynamics/moments.ts',
    'if (counted !== chains)',
    'if (counted < 0)',
    'tests/dynamics/stepper.test.ts',
  ),
  reference(
    'Dirac-GAN: every trajectory is counted once',
    'src/dynamics/energy-quantiles.ts',
    'if (counted !== set.size)',
    'if (counted < 0)',
    'tests/dynamics/stepper.test.ts',
  ),
  reference(
    'kernel score: what is not finite is counted',
    'src/math/vectors.ts',
    'if (!Number.isFinite(values[at])) return false;',
    'if (values[at] === undefined) return false;',
    'tests/math/vectors.test.ts',
  ),
  reference(
    'Langevin: what is not finite is told of',
    'src/labs/langevin/stability.ts',
    'if (!explained && at.nonFinite === 0) return undefined;',
    'if (!explained) return undefined;',
    checkpointTest,
  ),
  reference(
    'Dirac-GAN: what is not finite is told of',
    'src/labs/dirac-gan/divergence.ts',
    'if (!growing && nonFinite === 0) return undefined;',
    'if (!growing) return undefined;',
    checkpointTest,
  ),
  reference(
    'diffusion: what is not finite is counted',
    'src/diffusion/closeness.ts',
    'if (!Number.isFinite(ownSquares)) continue;',
    'if (ownSquares === undefined) continue;',
    checkpointTest,
  ),
  reference(
    'diffusion: the end of a path is judged by the settings that led there',
    'src/labs/diffusion/claims/ends.ts',
    'if (!isStraight)',
    'if (step < 0)',
    'tests/labs/diffusion/model.test.ts',
  ),
  reference(
    'diffusion: what is not finite is in no share',
    'src/diffusion/mode-choice.ts',
    'if (Number.isFinite(along)) finite++;',
    'finite++;',
    'tests/diffusion/mode-choice.test.ts',
  ),
  reference(
    'diffusion: swarms prove their steps',
    'src/diffusion/swarm.ts',
    'return this.#progress.verify();',
    'return Promise.resolve();',
    'tests/labs/diffusion/model.test.ts',
  ),
  reference(
    'diffusion: the library proves its steps',
    'src/diffusion/sample.ts',
    'await progress.verify();',
    '',
    'tests/diffusion/sample.test.ts',
  ),
  reference(
    'diffusion: a step that was torn is finished',
    'src/diffusion/swarm-steps.ts',
    'this.#isTorn = this.#means.some((swarm) => swarm.isBeyond(step));',
    '',
    'tests/labs/diffusion/model.test.ts',
  ),
  gpu(
    'a quick picture waits for no other of the same points',
    'src/score/density-field.ts',
    'const key = `${size} ${isQuick}`;',
    'const key = `${size}`;',
    'tests/labs/diffusion/model.gpu.test.ts',
  ),
  gpu(
    'what is not finite is found by its bits',
    'shaders/lib/numerics.wgsl',
    'return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;',
    'return x == x;',
    'tests/kernels/particle-moments.gpu.test.ts',
  ),
  reference(
    'a run that diverges pauses',
    'src/ui/controllers/run-loop.ts',
    "this.#listener.rested('diverged');",
    '',
    'tests/ui/controllers/run-loop.test.ts',
  ),
  gpu(
    'errors outside any scope are faults',
    health,
    'this.#failure ??= new GpuFaultError((event as GPUUncapturedErrorEvent).error.message);',
    'void event;',
    backendTest,
  ),
  gpu(
    'allocations that fail are told of',
    health,
    'if (error) this.#failure ??= new OutOfMemoryError(',
    'if (error) void new OutOfMemoryError(',
    backendTest,
  ),
  gpu(
    'promises that resolve after a loss are a loss',
    health,
    'if (!this.isOver) return result;',
    'return result;',
    backendTest,
  ),
  reference(
    'a loss takes the path of recovery',
    'src/ui/controllers/run-controller.ts',
    'void this.#recover();\n      },',
    '},',
    controllerTest,
  ),
  reference(
    'live changes are replayed at their steps',
    'src/ui/controllers/replay-log.ts',
    'if (change.values) run.set(change.values);',
    '',
    'tests/ui/controllers/replay-log.test.ts',
  ),
  reference(
    'changes that no step had seen are not lost',
    'src/ui/controllers/run-holder.ts',
    'this.#loop.change(this.#waiting);',
    '',
    controllerTest,
  ),
  reference(
    'a loop of losses ends',
    'src/ui/controllers/run-controller.ts',
    "if (this.outage.isLoop) return this.#become('failed');",
    '',
    controllerTest,
  ),
  reference(
    'a block of the browser is said',
    'src/ui/controllers/run-controller.ts',
    'if (this.outage.isOn) this.problem = this.outage.sentenceAfter(times);',
    'void times;',
    controllerTest,
  ),
  reference(
    'a loss that was meant is none',
    'src/ui/controllers/backend-supply.ts',
    'if (loss.intended || this.#backend !== backend) return;',
    'if (this.#backend !== backend) return;',
    supplyTest,
  ),
  reference(
    'a recovery that another one has overtaken ends',
    'src/ui/controllers/latest-start.ts',
    'this.#abort.abort();\n    this.#abort = new AbortController();',
    'this.#abort = new AbortController();',
    controllerTest,
  ),
  reference(
    'a null adapter is asked again',
    'src/ui/controllers/backend-supply.ts',
    'if (!mayPass(error)) break;',
    'break;',
    supplyTest,
  ),
  reference(
    'an adapter that never answers is not waited for',
    'src/ui/controllers/backend-supply.ts',
    'const backend = await within(ms, answer);',
    'const backend = await answer;',
    supplyTest,
  ),
  reference(
    'a run too large for the memory is made smaller',
    'src/ui/controllers/open-run.ts',
    'if (!less) throw error;',
    'if (less || error) throw error;',
    'tests/ui/controllers/open-run.test.ts',
  ),
  reference(
    'a link starts no heavy work',
    'src/ui/app/open-page.ts',
    'waits: heavy !== undefined,',
    'waits: false,',
    'tests/ui/app/open-page.test.ts',
  ),
  reference(
    'a link has a longest length',
    'src/ui/address.ts',
    'if (bytes > MOST_BYTES) {',
    'if (bytes < 0) {',
    'tests/ui/address.test.ts',
  ),
  reference(
    'tasks of a run that has gone are refused',
    'src/ui/controllers/task-queue.ts',
    'if (this.#closed) this.close();',
    '',
    'tests/ui/controllers/run-loop.test.ts',
  ),
  reference(
    'a change made during a task applies to the next step',
    'src/ui/controllers/run-loop.ts',
    'await this.#tasks.next();\n      this.#applyChanges();',
    'await this.#tasks.next();',
    'tests/ui/controllers/run-loop.test.ts',
  ),
];
