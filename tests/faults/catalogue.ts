// The faults F1 to F36 of the reliability catalogue: which test has each, or why it cannot occur here. The structure test
// holds that none is left out and that every file named is there.

export interface CatalogueRow {
  readonly fault: string;
  readonly what: string;
  /** Files with its tests; empty where it cannot occur. */
  readonly tests: readonly string[];
  /** What is done otherwise than the catalogue asks, or why it cannot occur. */
  readonly note?: string;
}

const losses = 'tests/faults/losses.spec.ts';
const machines = 'tests/faults/machines.spec.ts';
const leaks = 'tests/faults/leaks.spec.ts';
const load = 'tests/faults/load.spec.ts';
const controller = 'tests/ui/controllers/run-controller.test.ts';
const supply = 'tests/ui/controllers/backend-supply.test.ts';
const device = 'tests/compute/webgpu-backend.gpu.test.ts';
const row = (fault: string, what: string, tests: readonly string[], note?: string): CatalogueRow => ({
  fault,
  what,
  tests,
  ...(note ? { note } : {}),
});

export const catalogue: readonly CatalogueRow[] = [
  row('F1', 'the GPU process dies once', [losses]),
  row('F2', 'it dies twice and Chrome blocks the site', ['tests/faults/block.spec.ts', controller]),
  row(
    'F3',
    'it dies in a loop',
    [controller, supply],
    'five losses within ten seconds end it, not within five minutes: forty losses in a row are to be survived; the size is kept, so that the trajectory is the same',
  ),
  row('F4', 'destroyed by others', [losses, supply]),
  row('F5', 'lost before it is handed over', [machines]),
  row('F6', 'lost while compiling, mapping, popping a scope', [losses, device]),
  row('F7', 'lost in the background', [machines, losses], 'nothing is asked for while the page is hidden'),
  row('F8', 'hidden tab', [machines]),
  row('F9', 'no adapter', [machines, supply]),
  row('F10', 'no adapter in the first moments', [machines, supply]),
  row('F11', 'adapter that never settles', [machines, supply]),
  row('F12', 'device refused', [machines]),
  row('F13', 'features missing', [machines], 'none is ever asked for'),
  row('F14', 'default or compatibility limits', [machines]),
  row('F15', 'more than 65,535 workgroups', ['tests/compute/fold.test.ts', 'tests/kernels/langevin-ula.gpu.test.ts']),
  row('F16', 'out of memory', ['tests/faults/memory.spec.ts', device, 'tests/ui/controllers/open-run.test.ts']),
  row('F17', 'out of memory as a loss', [controller], 'the loop of F3 ends it; a smaller size is advised, not chosen'),
  row('F18', 'a small allocation is refused', [machines]),
  row('F19', 'a dispatch that takes too long', ['tests/compute/pacer.test.ts', 'tests/e2e/load.spec.ts', load]),
  row('F20', 'a machine that becomes slow', [
    'tests/compute/pacer.test.ts',
    'tests/ui/controllers/step-budget.test.ts',
  ]),
  row('F21', 'slider storm', [load]),
  row('F22', 'the address cannot be written', [machines, 'tests/ui/address-writer.test.ts']),
  row('F23', 'buffers destroyed while in use', [leaks, device]),
  row('F24', 'leaks', [leaks]),
  row('F25', 'canvas of any size and ratio', [machines, 'tests/draw/canvas-size.test.ts']),
  row('F26', 'many canvases', [], 'one page has one canvas on one device'),
  row('F27', 'an error outside any scope', [device]),
  row('F28', 'a shader that another compiler refuses', ['tests/compute/pipeline-cache.gpu.test.ts']),
  row('F29', 'what is not finite', [
    'tests/experiment/checkpoint.test.ts',
    'tests/labs/registry.gpu.test.ts',
    'tests/labs/langevin/model.test.ts',
    'tests/labs/dirac-gan/model.gpu.test.ts',
    'tests/labs/kernel-score/model.test.ts',
    'tests/math/vectors.test.ts',
  ]),
  row('F30', 'work that is skipped', ['tests/labs/registry.gpu.test.ts', 'tests/dynamics/stepper.test.ts']),
  row('F31', 'another GPU, another result', [], 'the same bits are promised on the same device only'),
  row('F32', 'export of a dead canvas', [losses, 'tests/faults/block.spec.ts']),
  row('F33', 'storage denied or full', [machines, 'tests/ui/controllers/point-store.test.ts']),
  row('F34', 'page killed by the system', ['tests/faults/work-survives.spec.ts', 'tests/e2e/work-survives.spec.ts']),
  row('F35', 'an asset is missing', ['tests/faults/assets.spec.ts']),
  row('F36', 'an old link', ['tests/ui/address.test.ts', 'tests/faults/hostile-links.spec.ts']),
];
