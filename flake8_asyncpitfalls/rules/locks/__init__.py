"""ASY3: thread locks and thread state in coroutines."""
