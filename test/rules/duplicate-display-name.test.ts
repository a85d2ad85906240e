import { defaultNaming } from '../../server/src/core';
import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { ID, entry, flow, metadata, operation, reference, solution } from '../support/solution';

const RULE = 'duplicate-display-name';
const again = (name: string): string => `{|duplicate-display-name:${name}|}`;
const named = (...names: string[]): void =>
  void checkFindings(RULE, solution({ references: names.map((it, index) => reference(`con_${index}`, 'shared_teams', it)) }));

describe(RULE, () => {
  it('reports each after the first, whatever the connectors are', () => {
    named('Mail', again('Mail'), 'Other', again('Mail'));
    checkFindings(
      RULE,
      solution({ references: [reference('con_a', 'shared_teams', 'Mail'), reference('con_b', 'shared_office365', again('Mail'))] }),
    );
  });

  it('folds letter case and space', () => {
    named('Absence  mail', again('absence Mail'));
    named('Absence mail', again('Absence\nmail'));
    named('Übung', again('übung'));
  });

  it('compares what is meant, not how it is escaped', () => {
    named('R&amp;D', again('R&#38;D'));
    named('R&amp;D', again('<![CDATA[R&D]]>'));
  });

  it('does not count empty and missing names', () => {
    named('', '');
    const missing = reference('con_b').replace(/<connectionreferencedisplayname>.*<\/connectionreferencedisplayname>/, '');
    checkFindings(RULE, solution({ references: [missing, missing.replace('con_b', 'con_c')] }));
  });

  it('does not count other solutions, nor names that differ in their dashes', () => {
    named('Absence – Teams – User', 'Absence - Teams - User');
    checkFindings(
      RULE,
      solution({ references: [reference('con_a')] }) + solution({ root: 'b', name: 'B', references: [reference('con_b')] }),
    );
  });

  it('finds names that every object has', () => {
    named('constructor', again('constructor'), '__proto__', again('__proto__'));
  });

  it('stands beside other faults of the same reference', () => {
    checkAll(
      solution({
        flows: [ID],
        references: [
          reference('con_absence_teams', 'shared_teams', '{|off-scheme-name:Mail|}'),
          reference('con_absence_outlook', 'shared_office365', again('{|off-scheme-name:Mail|}')),
        ],
      }) +
        metadata() +
        flow({
          connections: { a: entry('con_absence_teams'), b: entry('con_absence_outlook', 'shared_office365') },
          actions: { A: operation('a'), B: operation('b', 'shared_office365') },
        }),
    );
  });

  it('goes by the first definition of a name that is defined twice', () => {
    checkFindings(
      RULE,
      solution({
        references: [
          reference('con_one', 'shared_teams', 'Same'),
          reference('con_two', 'shared_office365', again('Same')),
          reference('con_one', 'shared_teams', 'Other'),
        ],
      }),
    );
  });
});

describe(`the fix of ${RULE}`, () => {
  const made = (first: string, second: string, connector = 'shared_teams', more: readonly string[] = []): string =>
    solution({ name: 'Holiday', references: [reference('con_a', 'shared_teams', first), reference('con_b', connector, second), ...more] });

  it('renames the later one by the scheme', () => {
    const before = made('Mail', 'mail', 'shared_office365');
    checkFixes(RULE, before, ["review Rename to 'Holiday – Outlook – Service Account'", "review Rename to 'Holiday – Outlook – User'"]);
    checkFix(RULE, before, "Rename to 'Holiday – Outlook – User'", made('Mail', 'Holiday – Outlook – User', 'shared_office365'));
  });

  it('keeps the area of a name that is on the scheme, and takes a type that is free', () => {
    const name = 'HR – Teams – User';
    checkFixes(RULE, made(name, name), ["review Rename to 'HR – Teams – Service Account'"]);
    checkFix(RULE, made(name, name), "Rename to 'HR – Teams – Service Account'", made(name, 'HR – Teams – Service Account'));
    const third = reference('con_c', 'shared_teams', 'HR – Teams – Service Account');
    checkFixes(RULE, made(name, name, 'shared_teams', [third]), []);
  });

  it('does not tell two apart by their dashes', () => {
    const name = 'HR - Teams - User';
    checkFixes(RULE, made(name, name), ["review Rename to 'HR – Teams – Service Account'"]);
  });

  it('is for each later one', () => {
    const third = reference('con_c', 'shared_sql', 'Mail');
    checkFixes(
      RULE,
      made('Mail', 'Mail', 'shared_office365', [third]),
      ["review Rename to 'Holiday – Outlook – User' *", "review Rename to 'Holiday – SQL Server – User' *"],
      {
        ...defaultNaming,
        type: 'User',
      },
    );
  });
});
