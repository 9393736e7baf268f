"""Open tasks, in the words of the partial indexes: a bound parameter would hide these from them."""

from sqlalchemy import ColumnElement, literal_column

IS_OPEN: ColumnElement[bool] = literal_column("user_task.status") == literal_column("0")
