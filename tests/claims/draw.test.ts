// What the fuzzer draws is valid, the same for a seed, spread over the declared ranges, and small enough.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { readParameters } from '../../src/experiment/parameters';
import { allLabs } from '../support/all-labs';
import { completeValues } from './case';
import { drawCase, isSize, type Ground } from './draw';

const COUNT = 400;
const grounds: Ground[] = allLabs.map((lab) => ({
  lab,
  backend: new ReferenceBackend(),
  components: lab.id === 'langevin',
}));

describe.each(grounds.map((ground) => [ground.lab.id, ground] as const))('cases of %s', (_, ground) => {
  const { lab } = ground;
  const cases = Array.from({ length: COUNT }, (_each, index) => drawCase(ground, 3, index));

  it('are valid, start and changes alike', () => {
    for (const item of cases) {
      expect(completeValues(lab, item)).toMatchObject(item.values);
      for (const { values } of item.changes) {
        expect(() => readParameters(lab.parameters, values)).not.toThrow();
        expect(lab.parameters.filter(({ key, restarts }) => restarts && key in values)).toEqual([]);
      }
    }
  });

  it('are the same for a seed, each for itself, and others for another', () => {
    expect(drawCase(ground, 3, 17)).toEqual(cases[17]);
    expect(drawCase(ground, 4, 17)).not.toEqual(cases[17]);
    expect(new Set(cases.map((item) => JSON.stringify(item))).size).toBe(COUNT);
  });

  it('reach every option and both ends of every range', () => {
    const drawn = Array.from({ length: 2000 }, (_each, index) => drawCase(ground, 3, index).values);
    for (const parameter of lab.parameters) {
      const values = new Set(drawn.map((each) => each[parameter.key] ?? parameter.value));
      if (parameter.kind === 'choice')
        for (const { value } of parameter.options) expect(values, `${parameter.key}=${value}`).toContain(value);
      else if (!parameter.like && !(parameter.restarts && parameter.integer))
        for (const end of [parameter.min, parameter.max]) expect(values, parameter.key).toContain(end);
    }
  });

  it('cost seconds at most', () => {
    for (const item of cases) {
      const values = completeValues(lab, item);
      for (const { key, when } of lab.parameters.filter(isSize))
        if (!when || when(values)) expect(Number(values[key])).toBeLessThanOrEqual(4096);
    }
    // Fewest where a lab has many sizes: the estimate multiplies all of them.
    expect(Math.max(...cases.map(({ steps }) => steps))).toBeGreaterThan(250);
  });

  it('have data of their own where the lab takes any, also far away', () => {
    const points = cases.flatMap(({ data }) => (data['points'] ? [data['points']] : []));
    expect(points.length > 0).toBe(lab.ownPoints !== undefined);
    if (lab.ownPoints) expect(points.some((values) => Math.abs(values[0] ?? 0) > 1e5)).toBe(true);
    expect(cases.some(({ data }) => data['weights'])).toBe(ground.components);
  });
});
