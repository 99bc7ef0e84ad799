from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import TaskState


class TaskReplay(BaseModel):
    task_replay: "TaskReplayTaskReplay" = Field(validation_alias="taskReplay", serialization_alias="taskReplay")


class TaskReplayTaskReplay(BaseModel):
    task: Optional["TaskReplayTaskReplayTask"]
    user_errors: list["TaskReplayTaskReplayUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class TaskReplayTaskReplayTask(BaseModel):
    id: str
    state: TaskState
    attempt: int


class TaskReplayTaskReplayUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


TaskReplay.model_rebuild()
TaskReplayTaskReplay.model_rebuild()
