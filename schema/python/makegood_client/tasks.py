from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import TaskState


class Tasks(BaseModel):
    tasks: "TasksTasks"


class TasksTasks(BaseModel):
    nodes: list["TasksTasksNodes"]
    page_info: "TasksTasksPageInfo" = Field(alias="pageInfo")


class TasksTasksNodes(BaseModel):
    id: str
    kind: str
    subject: str
    account_id: Optional[str] = Field(alias="accountId")
    state: TaskState
    due_at: datetime = Field(alias="dueAt")
    attempt: int
    crashes: int
    created_at: datetime = Field(alias="createdAt")
    finished_at: Optional[datetime] = Field(alias="finishedAt")
    failures: list["TasksTasksNodesFailures"]


class TasksTasksNodesFailures(BaseModel):
    occurred_at: Optional[datetime] = Field(alias="occurredAt")
    error: str
    message: str


class TasksTasksPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Tasks.model_rebuild()
TasksTasks.model_rebuild()
TasksTasksNodes.model_rebuild()
