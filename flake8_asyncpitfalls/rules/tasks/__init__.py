"""ASY4: tasks, task groups and async generators."""
