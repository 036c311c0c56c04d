import { defineCause } from '../cause.ts'

/** A script passed an empty value, or the word None, as an argument. */
export const cliEmptyArgument = defineCause({
  code: 'cli-empty-argument',
  group: 'F',
  summary: 'a script passes an empty value or the word None as an argument',
  rationale:
    'A query that finds nothing prints `None` with `--output text`, and an unset variable prints nothing at all. The next command of the script gets that as the id of a task, a subnet or a revision and complains about its form. The fault is one command earlier than the text.',
  source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html',
  signs: [
    { failure: 'task-id-invalid', share: 88 },
    { words: /length should be one of \[32, ?36\]/i, share: 88 },
    { words: /Invalid length for parameter \S{1,200}, value: 0/i, share: 88 },
    { words: /value: None, type: <class 'NoneType'>/i, share: 80 },
    { words: /argument --[\w-]+(?:\/-\w)?: expected (?:one|at least one) argument/i, share: 80 },
    {
      words:
        /(?:["'\s:/]|named )None\b.{0,40}(?:[Nn]ot found|[Ii]nvalid|[Dd]oes not exist)|(?:[Nn]ot found|[Ii]nvalid|[Dd]oes not exist).{0,60}["'\s:/]None\b/,
      share: 70,
    },
    {
      words:
        /(?:identifier|cluster|service|task|subnet|name|arn)\w{0,30} (?:can ?not|must not|should not|may not) be (?:null or )?(?:empty|blank)/i,
      share: 60,
    },
    { words: /unbound variable|parameter null or not set/i, share: 60 },
    { words: /Container\.image should not be null or empty/i, share: 15 },
  ],
  settle: [
    { what: 'the values of the variables of the script', how: 'set -xu at its beginning' },
    { what: 'what the query before it answers', how: 'run it by itself and look whether it prints None' },
  ],
  tell: () => ({
    message: 'a script passes an empty value or the word None where a name or id is expected',
    fix: [
      {
        title: 'stop the script where the value is empty',
        text: 'set -euo pipefail\n[ -n "$TASK_ARN" ] && [ "$TASK_ARN" != None ] || { echo "no task was found" >&2; exit 1; }',
      },
      {
        title: 'and look whether the command before it reports failures',
        text: 'aws ecs run-task … --query "{tasks:tasks[].taskArn,failures:failures}"',
      },
    ],
  }),
})
