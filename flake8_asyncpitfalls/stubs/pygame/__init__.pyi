# source: https://www.pygame.org/docs/
