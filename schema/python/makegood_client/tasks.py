from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import TaskState


class Tasks(BaseModel):
    tasks: "TasksTasks"


class TasksTasks(BaseModel):
    nodes: list["TasksTasksNodes"]
    page_info: "TasksTasksPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class TasksTasksNodes(BaseModel):
    id: str
    kind: str
    subject: str
    account_id: Optional[str] = Field(validation_alias="accountId", serialization_alias="accountId")
    state: TaskState
    due_at: datetime = Field(validation_alias="dueAt", serialization_alias="dueAt")
    attempt: int
    crashes: int
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    finished_at: Optional[datetime] = Field(validation_alias="finishedAt", serialization_alias="finishedAt")
    failures: list["TasksTasksNodesFailures"]


class TasksTasksNodesFailures(BaseModel):
    occurred_at: Optional[datetime] = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    error: str
    message: str


class TasksTasksPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Tasks.model_rebuild()
TasksTasks.model_rebuild()
TasksTasksNodes.model_rebuild()
