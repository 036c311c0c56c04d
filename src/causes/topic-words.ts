/**
 * What people say who have a cause and do not know it yet: things and symptoms that its own page does not name, or names
 * otherwise. Added to the words of the page where a text without a known message is read; by code.
 */
export const topicWords: Readonly<Record<string, string>> = {
  'env-file-access-denied': 'env file environmentFiles private bucket S3 rights permission GetObject role',
  'env-file-bucket-region-or-route': 'env file environmentFiles bucket other region hangs fetch timeout',
  'env-file-object-missing': 'env file environmentFiles renamed deleted object bucket downloading prod.env',
  'exec-role-missing-kms-decrypt': 'KMS customer managed key CMK decrypt encrypted secret new key',
  'exec-role-missing-secretsmanager-permission':
    'secret Secrets Manager policy execution role lists read added forgot extend PASSWORD token key GetSecretValue prefix rotated policy still says stuck',
  'exec-role-missing-ssm-permission':
    'parameter Parameter Store SSM policy execution role path read covers GetParameters',
  'secret-arn-partial':
    'secret ARN suffix six random characters fromSecretNameV2 partial complete name imported CDK fromSecretPartialArn fromSecretCompleteArn hyphen wildcard question marks build the secret ARN from account and name locals end appended',
  'secret-in-wrong-account': 'secret parameter created wrong account profile logged in staging production',
  'secret-json-key-missing':
    'secret JSON key field username password host dbname RDS made missing added JSON valueFrom not in that property value',
  'secret-name-treated-as-ssm':
    'valueFrom bare name Secrets Manager secret not SSM Parameter Store never used',
  'secret-not-found':
    'secret deleted cleaned up missing does not exist created scheduled for deletion by mistake replacements',
  'secret-value-not-json': 'secret plain string text not JSON key of it valueFrom quoting',
  'secret-wrong-name': 'secret parameter name typo misspelt renamed path manifest copilot',
  'ssm-parameter-not-found':
    'parameter Parameter Store nobody created missing environment does not exist SSM forgot create flag does not exist invalid parameters',
  'dns-resolution-blocked': 'DNS resolver own server DHCP options lookup resolve name no such host port 53',
  'nat-gateway-misplaced': 'NAT gateway private subnet wrong subnet put public has a NAT',
  'network-acl-blocks':
    'NACL network ACL ephemeral ports deny inbound outbound stateless answers subnet rules deny return traffic',
  'no-route-to-aws-api':
    'private subnet public IP assignPublicIp NAT gateway deleted internet route pending reach ECR pull stops VPC endpoints first time tutorial auto-assign tick public subnets internet gateway compliance isolated hangs three hours failed to start no log ResourceInitializationError unreachable timeouts route table NAT destroyed public address fetch image ECR DISABLED route removed launches afterwards dies before',
  'no-route-to-internet-registry':
    'internet registry ghcr gitlab quay docker hub image subnet NAT no way pull',
  's3-gateway-endpoint-missing-for-ecr-layers':
    'S3 gateway endpoint layers download hangs ecr.api ecr.dkr login works',
  'task-sg-egress-blocked':
    'security group outbound egress rule removed restricted 443 pull timeout default rule audit lock down hardening outbound only database autoscaling pull egress',
  'vpc-endpoint-policy-denies': 'endpoint policy S3 own buckets only layers refused 403 starport',
  'vpc-endpoint-private-dns-off': 'endpoint private DNS option off public address still timeout',
  'vpc-endpoint-sg-blocks-443':
    'interface endpoint added security group endpoint admits 443 stopped right after endpoints shared VPC CIDR listed new subnet timeouts secretsmanager ECR logs endpoint group',
  'disk-full':
    'disk space storage full large image GB unpacking ephemeral volume docker prune df df old layers overlay2 no space left instances gigabytes model weights ENOSPC temp files converting video download unzip',
  'dockerhub-rate-limit':
    'docker hub rate limit too many requests anonymous login pull NAT address 429 scale out sidecar redis nginx unauthenticated limit reached',
  'ecr-cross-account-policy':
    'ECR other account repository policy shared build tools account pull refused 403 two accounts A B central images cross-account',
  'ecr-hostname-not-recognised': 'dual stack host name on.aws dkr-ecr IPv6 without login',
  'ecr-repository-missing':
    'ECR repository not created name unknown new region first push name unknown repository not found',
  'exec-role-missing-ecr-permission':
    'execution role own policy ECR pull image not authorized log permissions only attached only CannotPull 403 AmazonECSTaskExecutionRolePolicy no basic auth grantPull executionRole custom forgot pull fails',
  'image-arch-mismatch':
    'macbook mac M1 M2 M3 apple silicon ARM arm64 amd64 x86 graviton t4g m6g c7g platform built laptop exits at once runtimePlatform exec format arm runner arm64 exit code 255 docker push Mac Apple pushed from laptop single line Graviton buildx Macbook Air Windows box colleague Apple die immediately emulation rosetta',
  'image-buildx-attestation': 'buildx attestation provenance unknown untagged image index size 0',
  'image-not-found':
    'tag image pushed push not yet lifecycle policy removed latest empty repository first deploy CI sha tag short long build job release CannotPull latest missing registry cleaned up ECR digest gone expired purge retention scale additional tasks',
  'image-wrong-registry':
    'image name short docker hub library registry prefix misspelt only name our ECR typo host docker.io library pull access denied',
  'awslogs-create-group-permission': 'awslogs-create-group CreateLogGroup role create groups permission',
  'log-group-missing':
    'log group CloudWatch deleted missing not created logging driver awslogs region moved does not exist there log driver purged CloudWatch groups restart retention cleanup',
  'task-def-template-variable-empty':
    'rendered template variable empty unset placeholder image tag envsubst null should not be null or empty jinja envsubst terraform template sed pipeline replaced by nothing ends in a colon tag',
  'app-expects-ec2-metadata': 'instance metadata 169.254.169.254 IMDS region hangs fargate',
  'caller-missing-ecs-permission':
    'CI user pipeline deploy job UpdateService RegisterTaskDefinition permission AccessDenied policy TagResource GitHub Actions Jenkins CodePipeline CodeBuild cannot deploy DescribeServices',
  'exec-role-not-set': 'execution role missing none executionRoleArn secrets only task role',
  'iam-policy-not-attachable':
    'attach policy AmazonECSServiceRolePolicy service-linked cannot be attached terraform',
  'iam-propagation-race':
    'first apply fails second works role just created minute later eventually terraform pulumi cdk again all good empty account unable to assume',
  'passrole-denied':
    'passing pass the role iam:PassRole developers register task definition GitHub Actions OIDC not authorized restricted role CI hand over permitted ecsTaskRole',
  'role-does-not-exist': 'role deleted recreated renamed old ARN another name assume',
  'service-linked-role-missing':
    'new account first cluster service linked role AWSServiceRoleForECS fresh organization account repeat goes through create cluster',
  'service-role-trust-policy': 'ecsServiceRole classic ELB listeners validate trust old service role',
  'task-credentials-endpoint': '169.254.170.2 credentials endpoint SDK container no credentials timeout',
  'task-role-missing-permission':
    'task role AccessDenied log application S3 DynamoDB SQS PutObject upload bucket 500 runs not authorized botocore ClientError calling SendMessage GetObject GetItem Query Publish InvokeModel operation RUNNING boto3 SDK isn allowed presigned moved instance profile gave putObject',
  'task-role-not-set': 'task role none missing credentials locate execution role would do instance role',
  'task-role-trust-policy':
    'trust policy principal ecs-tasks assume role created for EC2 Lambda by mistake Principal Service ecs.amazonaws.com ec2.amazonaws.com unable to assume copied lambda role cannot be used',
  'assign-public-ip-on-ec2': 'public IP EC2 launch type switched from Fargate refused',
  'capacity-provider-not-associated':
    'capacity provider FARGATE_SPOT cluster has none not associated strategy',
  'cfn-rollback-resource-conflict':
    'stack rollback failed UPDATE_ROLLBACK_FAILED in use already exists replace custom name CloudFormation CDK name already taken replacement nested stack',
  'cli-empty-argument': 'script empty variable None null list-tasks nothing argument',
  'cli-quoting-path-conversion':
    'git bash windows shell quoting path converted Program Files powershell JSON',
  'container-name-mismatch':
    'renamed container name load balancer block appspec override still says CodeDeploy appspec ContainerName containerName',
  'desired-count-zero': 'desired count 0 no task green deployment completed nothing runs',
  'fargate-cpu-memory-invalid':
    'cpu memory 256 512 1024 4096 8192 combination not accepted valid Fargate size task level ClientException No Fargate configuration vCPU pair vCPU GB allowed API tells no',
  'launch-type-and-capacity-provider-conflict': 'launch type and capacity provider strategy both together',
  'network-config-vs-network-mode':
    'awsvpc subnets security groups not given networkConfiguration run-task bridge Step function networkConfiguration missing mode awsvpc',
  'sdk-too-old-for-field':
    'old cli sdk action version does not know unknown field upgrade build server Unexpected key params upgrade version GitHub action orb',
  'service-on-stale-revision':
    'revision old still running new revision registered service goes on not updated force new deployment latest image same latest tag yesterday code pushed fix pinned digest terraform ignore_changes lifecycle ignore_changes users see old page',
  'target-type-network-mode-mismatch': 'target group type instance ip awsvpc bridge',
  'task-def-schema-invalid':
    'describe-task-definition output register complains revision status misspelt key unknown wrong place JSON schema',
  'agent-cluster-not-found': 'cluster not found user data typo name agent log',
  'agent-disconnected':
    'agent connected false disconnected docker hangs restart instance not placed console kernel update half still run nothing gets placed agent',
  'agent-instance-role':
    'agent exits code 1 instance profile role missing ecsInstanceRole credentials AmazonEC2ContainerServiceforEC2Role',
  'agent-instance-type-changed': 'resized instance type changed stopped started larger joins',
  'agent-no-route-to-ecs-api':
    'instances private subnet NAT never appear cluster agent runs reach ECS endpoint isolated subnets hosts dial tcp timeout ecs-a ecs-t telemetry endpoint',
  'agent-not-registered':
    '0 container instances auto scaling group running user data ECS_CLUSTER registered join custom AMI launch template EC2 running shows no registered',
  'capacity-unavailable':
    'spot capacity zone Fargate unavailable interrupted since this morning nothing changed FARGATE_SPOT notice replacements not coming interruption any ARM capacity today same task other zone OK',
  'placement-eni': 'ENI network interface limit awsvpc third task small instance trunking',
  'placement-missing-attribute':
    'attribute GPU instance missing capability constraint placement architecture',
  'placement-no-instances-quota': 'quota limit vCPU GPU G instances scaling activity requested increase',
  'placement-no-instances':
    'no instances auto scaling group desired capacity 0 provisioning stuck instance type m3 old instance type not available spot price ASG no container instances',
  'placement-port-conflict':
    'host port fixed in use one instance deploy waits stop old by hand single EC2 host hostPort never finishes until kill running static two hosts desired three network mode host never gets placed',
  'placement-resource-cpu':
    'CPU units not enough instances rolling deploy reserved 1024 hang reserves 1024 2048 medium replacement first update hangs',
  'placement-resource-memory':
    'memory not enough too little left instance place MB reserved hang t3.small revision wants memoryReservation GB',
  'app-binds-localhost':
    'listens 127.0.0.1 localhost 0.0.0.0 bind HOSTNAME next.js vite dev server connection refused works inside flask uvicorn astro vite preview --host docker run 502 exec into curl localhost OK loopback only webpack angular serve streamlit URL localhost browser jupyter gradio inside the container it works',
  'container-health-check-start-period':
    'container health check startPeriod begins at once retries seconds to start killed again interval retries boots restarts before Rails no startPeriod container healthcheck long boot failed attempts each time sonarqube keycloak',
  'container-health-check-tool-missing':
    'health check curl wget distroless alpine slim not in the image UNHEALTHY app answers Task failed container health checks HEALTHCHECK CMD laptop nodejs gcr.io busybox CMD-SHELL FROM scratch static Go binary UNHEALTHY site fine',
  'elb-health-check-app-slow':
    'slow start minute spring boot migrations grace period load balancer gives up before replaced JVM Tomcat vCPU forever up alembic flyway liquibase prisma migrate warm-up kills new in the middle target marked unhealthy too early warming cold boot seconds initialise loads model minutes before opens the port never lets it finish ML heavy init',
  'elb-health-check-deep-dependency':
    'health endpoint database redis dependency restarted all tasks out at the same time 503 healthz pings failover readiness outage took down whole site at once all tasks replaced status 500 load balancer threw out every single failover RDS',
  'elb-health-check-host-header-rejected':
    'Host header 400 Django ALLOWED_HOSTS Rails hosts IP health check HostAuthorization Blocked hosts config.hosts',
  'elb-health-check-path-or-code':
    'health check path 404 302 301 redirect login matcher 200 root GET ELB-HealthChecker draining API never 200 not found unauthorized 401 auth redirects target healthcheck endpoint circuit breaker rolls back 303 answers serves under prefix registered draining replaced every minutes matcher',
  'port-mapping-mismatch':
    'port 80 3000 8080 listens maps containerPort target group 502 unhealthy wrong port uvicorn gunicorn containerPort maps ALB thought 5000 8000 EXPOSE Target.FailedHealthChecks refused',
  'service-before-listener':
    'listener created after service first deployment associated load balancer depends second try cdk race depends_on DependsOn first create',
  'service-without-load-balancer': 'no targets 503 load balancer section missing service created without',
  'sg-alb-to-task-blocked':
    'security group ALB container port inbound health checks time out no requests in log 504 Request timed out rule from the load balancer group forgot ingress target health bastion curl inbound rules empty app logs empty 504 gateway timeout RUNNING',
  'wrong-target-group': 'other target group listener forwards blue green registered empty',
  'app-config-missing':
    'environment variable missing setting DATABASE_URL config not set exits wrong password host localhost crash loops Settings ValidationError field required KeyError undefined process.env DSN',
  'command-entrypoint-mismatch':
    'ENTRYPOINT command together module looks for override empty command override one-off unrecognized arguments python manage.py gunicorn flag',
  'command-single-string': 'command one string array executable file not found npm run',
  'container-exit-1-app-error':
    'exit code 1 stack trace exception program crash log TypeError dies at once restarting flapping ImportError SyntaxError ModuleNotFound cannot import exception since last commit restarts loop exit code 1',
  'db-sg-blocked':
    'database RDS security group connection timed out 5432 3306 reach aurora mysql SQLSTATE talk to connect timed out ETIMEDOUT psycopg2 JDBC communications link failure',
  'db-ssl-required':
    'database postgres TLS SSL encryption upgrade 15 refused pg_hba parameter group default force_ssl no encryption',
  'entrypoint-not-found':
    'entrypoint script no such file windows line ends CRLF chmod executable permission denied x bit start.sh git windows checked in executable bit chmod',
  'mount-path-conflict':
    'volume mounted over directory image files gone hidden nginx html folder empty after adding volume 403',
  'oom-killed':
    'memory killed 137 out of memory grows leak heap graph 100 percent exitCode 137 512 MB 256 heap slower replaced OutOfMemory gunicorn workers SIGKILL',
  'efs-mount-failure-dns': 'EFS name resolve DNS hostnames VPC file system fs',
  'efs-mount-failure-iam': 'EFS access denied policy IAM ClientMount mount',
  'efs-mount-failure-sg':
    'EFS port 2049 NFS security group mount timeout mount.nfs4 Connection timed out stopped reason shared NFS volume hangs inbound at all without volume OK',
  'efs-mount-target-missing': 'EFS mount target zone missing some zones only in some zones AZ subnets az',
  'efs-mount-target-not-ready': 'EFS mount target first apply creating retry later works',
  'efs-posix-permission':
    'EFS permission denied write user uid gid root chown access point non-root owner folder not writable mkdir cannot create directory grafana jenkins sonarqube sqlite uid 1000 472',
  'efs-root-directory-missing': 'EFS rootDirectory directory not created nobody path',
  'service-connect-agent-unhealthy': 'Service Connect proxy sidecar container unhealthy PENDING',
  'service-connect-config-invalid': 'Service Connect portName port mapping has no name alias invalid',
  'service-connect-deploy-order':
    'Service Connect deployed before order resolve until deploy again once more order UnknownHost started earlier restart client envoy hosts find by name until force deployment client',
  'service-connect-dns-name': 'Service Connect alias client calls name internal wrong host',
  'service-connect-name-conflict': 'Service Connect same discovery name two services namespace taken',
  'service-connect-namespace-missing': 'Service Connect namespace deleted does not exist',
  'ecs-exec-not-enabled':
    'execute-command exec turned on tasks started before enable shell console bash into not enabled when was run shell in the container command execution switched on',
  'ecs-exec-static-credentials': 'execute-command exec AWS_ACCESS_KEY_ID environment keys TargetNotConnected',
  'ecs-exec-target-not-connected':
    'execute-command exec agent stopped read only root file system target not connected TargetNotConnectedException ExecuteCommandAgent',
  'ecs-exec-task-role-permission':
    'execute-command exec internal error ssmmessages task role rights checker script TargetNotConnectedException shell bash',
  'scheduler-role':
    'EventBridge rule schedule cron role RunTask PassRole failed invocations nightly never runs TagResource cron TriggeredRules Invocations CloudTrail AccessDenied events role Step Functions Lambda EventBridge Scheduler dead letter queue target errors',
  'scheduler-target-wrong':
    'schedule EventBridge old revision cluster deregistered manual works nothing starts night',
}
