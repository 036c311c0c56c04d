import type { CheckFinding } from '../causes/check-report.ts'
import { formatPlace } from '../inputs/input-error.ts'
import type { MisplacedProperty } from '../inputs/records/read-records.ts'

/** Of a task definition it is a cause of the vocabulary. */
const ofDefinitions = new Set(['task definition', 'AWS::ECS::TaskDefinition'])

/** Says of a property that its resource does not have it, or not so: a deployment is refused before ECS is asked. */
export function propertyFinding(wrong: MisplacedProperty): CheckFinding {
  const { resource, type, message, meant, isCertain, source } = wrong
  const isTemplate = type.startsWith('AWS::')
  const refusing = `${isTemplate ? 'CloudFormation' : 'the API'} ${isCertain ? 'refuses' : 'may refuse'}`
  return {
    code: ofDefinitions.has(type) ? 'task-def-schema-invalid' : 'property-refused',
    severity: isCertain ? 'error' : 'warning',
    subject: resource,
    message: `${refusing} \`${resource}\`: ${message}`,
    place: formatPlace(source),
    ...(meant === undefined ? {} : { note: `did you mean ${meant}?` }),
    why: [
      {
        fact: isCertain
          ? `the properties of ${isTemplate ? type : `a ${type}`} are known, and their kinds`
          : `no such thing of ${isTemplate ? type : `a ${type}`} is known here; it may be newer than this version of seatrial`,
        source: formatPlace(source),
      },
    ],
    fix: meant === undefined ? [] : [{ title: 'give it the name that there is', text: `${meant}: …` }],
  }
}
