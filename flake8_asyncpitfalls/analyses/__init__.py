"""What asynchronous code does with the meaning of a program: questions that several rules ask."""
