// Arguments that are numbers: what is wrong is named, with what it was and what is allowed.

export function checkNumber(name: string, value: number, least: number, most: number): void {
  if (typeof value !== 'number' || !(value >= least && value <= most))
    throw new RangeError(`${name} is ${value}; a number from ${least} to ${most} is allowed`);
}

export function checkWhole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} is ${value}; a whole number from ${least} to ${most} is allowed`);
}
