// One sentence on all checks so far.
import { items } from '../../text/items';
import type { CheckQueue } from './check-queue';

export function tallyOf({ answers, current }: Pick<CheckQueue, 'answers' | 'current'>): string {
  const said = (isSlip: boolean): string[] =>
    items.flatMap(({ key, slip }) => {
      const answer = answers.get(key);
      if (!answer || (slip !== undefined) !== isSlip) return [];
      return ['row' in answer ? answer.row.verdict : 'problem'];
    });
  const [lines, slips] = [said(false), said(true)];
  if (lines.length + slips.length === 0) return current ? 'The first check is under way.' : '';
  const count = (verdicts: readonly string[], verdict: string): number =>
    verdicts.filter((one) => one === verdict).length;
  const total = items.filter(({ slip }) => !slip).length;
  const holding = count(lines, 'holds');
  const words = [
    `Of ${total} lines ${lines.length} ${areOrIs(lines.length)} checked and ${holding} ${holding === 1 ? 'holds' : 'hold'}`,
  ];
  if (slips.length > 0)
    words.push(
      `of ${slips.length} slips that ${areOrIs(slips.length)} switched on ${count(slips, 'fails')} ${areOrIs(count(slips, 'fails'))} caught`,
    );
  return `${words.join('; ')}.`;
}

const areOrIs = (count: number): string => (count === 1 ? 'is' : 'are');
