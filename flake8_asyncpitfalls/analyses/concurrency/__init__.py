"""What runs beside what: queues, pools, tasks, loops and their numbers of rounds."""
