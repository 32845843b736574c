// What structure.test.ts holds the source to: each rule takes one file as text and returns what offends in it.
import ts from 'typescript';

export interface SourceFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What a room of one method may use, and all of these rooms with that. */
const METHODS = ['dynamics', 'score', 'kernels', 'compute', 'math', 'targets'];
const ROOMS = ['variational', 'train', 'diffusion', ...METHODS];

/** Which folders of src/ a folder may use at run time. `main.ts` may use all; `index.ts` is the engine without the page. */
const USES: Readonly<Record<string, readonly string[]>> = {
  'waiting.ts': [],
  'numbers.ts': [],
  'once.ts': [],
  math: [],
  targets: ['math'],
  data: ['math', 'targets'],
  compute: ['math', 'targets'],
  kernels: ['compute', 'math', 'targets'],
  score: ['kernels', 'compute', 'math', 'targets'],
  dynamics: ['score', 'kernels', 'compute', 'math', 'targets'],
  diffusion: METHODS,
  variational: METHODS,
  train: METHODS,
  experiment: ['data', ...ROOMS],
  labs: ['experiment', 'data', ...ROOMS],
  text: ['labs', 'experiment', 'data', ...ROOMS],
  draw: ['compute', 'math', 'targets'],
  ui: ['text', 'labs', 'experiment', 'data', 'draw', 'compute', 'math', 'targets', 'assets'],
  'main.ts': ['ui', 'labs', 'experiment', 'data', 'draw', 'compute', 'math', 'targets', 'assets'],
  'index.ts': ['labs', 'experiment', 'data', ...ROOMS],
};

/** What needs nothing and is open to all. */
const OPEN = ['src/waiting', 'src/numbers', 'src/once', 'package.json'];

/** What a folder may know by name only, in addition: types vanish when compiled. */
const TYPES: Readonly<Record<string, readonly string[]>> = { draw: ['experiment'], ui: ['kernels'] };

/** Packages that stand behind one folder, so that leaving them costs one folder. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  lit: ['ui', 'main.ts'],
  katex: ['ui'],
  wesl: ['compute'],
  wgsl_reflect: ['compute'],
  papaparse: ['data'],
  'ml-matrix': ['math'],
  'd3-format': ['numbers.ts'],
  'd3-color': ['draw', 'ui'],
  'd3-shape': ['ui'],
  'd3-contour': ['ui'],
};

const DEVICE_CALLS = new Set([
  'requestAdapter',
  'requestDevice',
  'createBuffer',
  'createTexture',
  'createShaderModule',
  'createBindGroup',
  'createComputePipeline',
  'createComputePipelineAsync',
  'createRenderPipeline',
  'createRenderPipelineAsync',
  'createCommandEncoder',
  'writeBuffer',
]);

/** Name spaces and places that a sentence may cite; nothing is fetched from them. */
const CITED = ['http://www.w3.org/', 'https://doi.org/', 'https://arxiv.org/', 'https://allisonhorst.github.io/'];

export function parse(file: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    !clause.name && !!bindings && ts.isNamedImports(bindings) && bindings.elements.every((each) => each.isTypeOnly)
  );
}

/** Static, dynamic and re-exporting imports. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  walk(parse(file), (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from && ts.isStringLiteral(from)) found.push({ specifier: from.text, typeOnly: isTypeOnly(node) });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [from] = node.arguments;
      if (from && ts.isStringLiteral(from)) found.push({ specifier: from.text, typeOnly: false });
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const literal = node.argument.literal;
      if (ts.isStringLiteral(literal)) found.push({ specifier: literal.text, typeOnly: true });
    }
  });
  return found;
}

/** 'src/draw/a.ts' → 'draw', 'src/main.ts' → 'main.ts'. */
function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** The lab whose folder a file stands in: it is the lab's alone, found by its place and named by nobody. */
function labOf(path: string): string | undefined {
  return /^src\/labs\/([^/]+)\//.exec(path)?.[1];
}

/** Imports that point up, or sideways, or around the folder that a package stands behind. */
export function wrongImports(file: SourceFile): string[] {
  const folder = folderOf(file.path);
  const uses = USES[folder];
  if (!uses) return [`${file.path}: ${folder} is no known part of src/`];
  return importsOf(file).flatMap(({ specifier, typeOnly }) => {
    const offence = `${file.path} imports ${specifier}`;
    if (!specifier.startsWith('.')) {
      const homes = Object.entries(BEHIND).find(
        ([name]) => specifier === name || specifier.startsWith(`${name}/`),
      )?.[1];
      return !homes || homes.includes(folder) ? [] : [offence];
    }
    const target = resolve(file.path, specifier);
    if (OPEN.includes(target)) return [];
    if (!target.startsWith('src/')) return target.startsWith('shaders/') && folder === 'targets' ? [] : [offence];
    if (labOf(target) !== undefined && labOf(target) !== labOf(file.path)) return [offence];
    const other = folderOf(target);
    const allowed = [folder, ...uses, ...(typeOnly ? (TYPES[folder] ?? []) : [])];
    return allowed.includes(other) ? [] : [offence];
  });
}

/** GPU types and device calls outside the two folders that may name them. */
export function deviceNames(file: SourceFile): string[] {
  if (['compute', 'draw'].includes(folderOf(file.path))) return [];
  const found = new Set<string>();
  walk(parse(file), (node) => {
    if (!ts.isIdentifier(node)) return;
    if (/^GPU[A-Z]/.test(node.text) || DEVICE_CALLS.has(node.text)) found.add(node.text);
    const parent = node.parent;
    if (
      node.text === 'submit' &&
      ts.isPropertyAccessExpression(parent) &&
      /\bqueue$/.test(parent.expression.getText())
    ) {
      found.add('queue.submit');
    }
  });
  return [...found].map((name) => `${file.path} names ${name}`);
}

/** Addresses of other origins anywhere but in comments. */
export function foreignOrigins(file: SourceFile): string[] {
  const texts: string[] = [];
  if (/\.(ts|mjs)$/.test(file.path)) {
    walk(parse(file), (node) => {
      if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) texts.push(node.text);
    });
  } else {
    texts.push(file.text.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<!:)\/\/.*$/gm, ''));
  }
  return texts
    .flatMap((text) => text.match(/https?:\/\/[^\s'"`)<>]+/g) ?? [])
    .filter((address) => !CITED.some((prefix) => address.startsWith(prefix)))
    .map((address) => `${file.path} mentions ${address}`);
}

/** Switched-off checks and promises to finish later. The words are put together here so as not to find themselves. */
export function loopholes(file: SourceFile): string[] {
  const words = [
    ['oxlint', 'eslint', 'tslint'].map((tool) => `${tool}-disable`),
    ['ignore', 'nocheck', 'expect-error'].map((w) => `@ts-${w}`),
  ];
  const marks = ['TO', 'FIX'].map((start, index) => `${start}${['DO', 'ME'][index]}`);
  return [...words.flat(), ...marks]
    .filter((word) => file.text.includes(word))
    .map((word) => `${file.path} says ${word}`);
}
