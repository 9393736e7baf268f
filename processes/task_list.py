"""Task lists: what is open and what is done among the tasks of a case or a run."""

from models import TaskStatus, UserTask


class WithTasks:
    """Something with tasks, in the order in which they were opened."""

    tasks: tuple[UserTask, ...]

    @property
    def open_tasks(self) -> tuple[UserTask, ...]:
        return tuple(task for task in self.tasks if task.status is TaskStatus.OPEN)

    @property
    def closed_tasks(self) -> tuple[UserTask, ...]:
        return tuple(task for task in self.tasks if task.status is TaskStatus.COMPLETED)
