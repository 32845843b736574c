// Every step of the text holds, and every formula as the source prints it fails the same check. On the reference backend.
import { afterAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Checker } from '../../src/text/checker';
import { questions } from '../../src/text/questions';

const checker = new Checker(new ReferenceBackend());
afterAll(() => checker.dispose());

describe.each(questions)('question $id', ({ parts }) => {
  const steps = parts.flatMap((part) =>
    part.steps.map((step, i) => ({ name: `${part.id} step ${i + 1}: ${step.check.claim}`, step })),
  );

  test.each(steps)('$name', async ({ step }) => {
    const { verdict } = await checker.ask(step.check);
    if (step.check.timed) expect(verdict).not.toBe('fails');
    else expect(verdict).toBe('holds');
    for (const slip of step.slips ?? [])
      expect(await checker.ask(step.check, slip), slip.line).toMatchObject({ verdict: 'fails' });
  });
});
