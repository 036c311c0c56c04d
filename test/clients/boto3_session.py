"""What a Python program does with ECS and its neighbours; prints what it saw as JSON."""

import json
import os
import tempfile
import time

import boto3

ecs = boto3.client("ecs")
ec2 = boto3.client("ec2")
seen = {}

for number in range(25):
    ecs.create_cluster(clusterName=f"cluster-{number:02}")
pages = ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 10})
seen["clusters"] = sum(len(page["clusterArns"]) for page in pages)

for _ in range(12):
    ecs.register_task_definition(
        family="job",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "main", "image": "public.ecr.aws/docker/library/busybox:1"}],
    )
seen["families"] = ecs.list_task_definition_families(familyPrefix="jo")["families"]
pages = ecs.get_paginator("list_task_definitions").paginate(familyPrefix="job", PaginationConfig={"PageSize": 5})
seen["revisions"] = sum(len(page["taskDefinitionArns"]) for page in pages)

subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
network = {"awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"}}
started = ecs.run_task(
    cluster="cluster-00", taskDefinition="job", count=3, launchType="FARGATE", networkConfiguration=network
)
tasks = [task["taskArn"] for task in started["tasks"]]
ecs.get_waiter("tasks_running").wait(cluster="cluster-00", tasks=tasks, WaiterConfig={"Delay": 1})
pages = ecs.get_paginator("list_tasks").paginate(cluster="cluster-00", PaginationConfig={"PageSize": 2})
seen["running"] = sum(len(page["taskArns"]) for page in pages)
for task in tasks:
    ecs.stop_task(cluster="cluster-00", task=task)
ecs.get_waiter("tasks_stopped").wait(cluster="cluster-00", tasks=tasks, WaiterConfig={"Delay": 1})
stopped = ecs.describe_tasks(cluster="cluster-00", tasks=tasks)["tasks"]
seen["stopCodes"] = sorted({task["stopCode"] for task in stopped})
seen["exitCodes"] = sorted({container["exitCode"] for task in stopped for container in task["containers"]})

ecs.create_service(
    cluster="cluster-00",
    serviceName="web",
    taskDefinition="job",
    desiredCount=2,
    launchType="FARGATE",
    networkConfiguration=network,
)
ecs.get_waiter("services_stable").wait(cluster="cluster-00", services=["web"], WaiterConfig={"Delay": 1})
steady = False
for _ in range(50):
    service = ecs.describe_services(cluster="cluster-00", services=["web"])["services"][0]
    steady = any("has reached a steady state" in event["message"] for event in service["events"])
    if steady:
        break
    time.sleep(0.1)
seen["service"] = ["steady" if steady else "not steady", service["runningCount"]]

try:
    ecs.list_tasks(cluster="nothing")
except ecs.exceptions.ClusterNotFoundException as error:
    seen["missing"] = f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"

ssm = boto3.client("ssm")
for number in range(14):
    ssm.put_parameter(Name=f"/app/{number}", Value=str(number), Type="String")
pages = ssm.get_paginator("get_parameters_by_path").paginate(Path="/app")
seen["parameters"] = sum(len(page["Parameters"]) for page in pages)

logs = boto3.client("logs")
logs.create_log_group(logGroupName="/app")
logs.create_log_stream(logGroupName="/app", logStreamName="main")
now = int(time.time() * 1000)
lines = [{"timestamp": now + place, "message": text} for place, text in enumerate(["one", "two", "three"])]
logs.put_log_events(logGroupName="/app", logStreamName="main", logEvents=lines)
pages = logs.get_paginator("filter_log_events").paginate(logGroupName="/app", PaginationConfig={"PageSize": 2})
seen["logs"] = [event["message"] for page in pages for event in page["events"]]

s3 = boto3.client("s3")
s3.create_bucket(Bucket="app-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
s3.put_object(Bucket="app-bucket", Key="greeting", Body=b"hello")
seen["object"] = s3.get_object(Bucket="app-bucket", Key="greeting")["Body"].read().decode()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "large")
    with open(path, "wb") as file:
        file.write(os.urandom(9 * 1024 * 1024))
    s3.upload_file(path, "app-bucket", "large")
seen["upload"] = s3.head_object(Bucket="app-bucket", Key="large")["ContentLength"]

print(json.dumps(seen))
