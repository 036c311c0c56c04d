// Writes the weekly report. Its settings come from an environment file in S3.
const { REPORT_TITLE, REPORT_RECIPIENTS, REPORT_DAYS } = process.env
if (!REPORT_RECIPIENTS) {
  console.error('REPORT_RECIPIENTS is not set')
  process.exit(1)
}
const recipients = REPORT_RECIPIENTS.split(',')
console.log(`${REPORT_TITLE}: the last ${REPORT_DAYS} days, for ${recipients.length} readers`)
for (const recipient of recipients) console.log(`report for ${recipient} is ready`)
