/**
 * Seatrial as a library: `import { check, diagnose, startCluster } from 'seatrial'`.
 */
export { diagnose } from './diagnose.ts'
export { check } from './check.ts'
export type { CheckOptions } from './check-options.ts'
export { startCluster, type Cluster, type ClusterOptions, type ClusterService } from './start-cluster.ts'
export type { DiagnosedCause, Diagnosis, Standing } from '../causes/diagnosis.ts'
export type { CheckFinding, CheckReport, OpenQuestion } from '../causes/check-report.ts'
export { InputError, type Place, type Problem } from '../inputs/input-error.ts'
