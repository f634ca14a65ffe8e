import { temporaryRepository, type TemporaryRepository } from '../fakes/temporaryRepository.ts';
import { useWorkbench } from './support/suite.ts';

describe('a window on a repository', () => {
  let repository: TemporaryRepository;
  const workbench = useWorkbench(async () => {
    repository = await temporaryRepository();
    await repository.commit();
    return { folder: repository.path };
  });
  after(async () => repository.remove());

  it('has Footbridge in its activity bar, also after a reload', async () => {
    const { sidebar } = workbench();
    await sidebar.open('Footbridge');
    await workbench().reload();
    await sidebar.open('Footbridge');
    await workbench().screenshot('container');
  });
});
